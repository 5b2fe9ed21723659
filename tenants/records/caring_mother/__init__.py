"""爱心妈妈: a volunteer on a branch's register."""
