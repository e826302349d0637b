"""The Study screen: choosing what to practise, questions, answers, results."""
