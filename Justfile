# Every task in one word; `just` lists them.

# run the tests
test:
    pytest

# style, types, tests
check: lint types test

# style and layout of the code
lint:
    ruff check .

# static types
types:
    mypy

# how much of the code the tests reach
coverage:
    coverage run -m pytest && coverage report

# figures against the gold data beside the project
score:
    python ../shared/gold/score.py ../shared/gold/frus-dev
    python ../shared/gold/score.py ../shared/gold/ehri-dev

# speed, side by side
bench:
    python -m bench
