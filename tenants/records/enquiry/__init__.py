"""查档询问: whoever may not register a child that is on file elsewhere asks the keeper, and is answered."""
