"""爱心妈妈团队: Caring Mothers who are paired together."""
