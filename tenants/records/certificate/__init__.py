"""志愿服务证明: what a volunteer has done, for whoever she shows it to; it names no child."""
