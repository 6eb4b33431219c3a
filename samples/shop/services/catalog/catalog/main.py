"""Answers what the shop sells."""

import json
from pathlib import Path

from fastapi import FastAPI

app = FastAPI()
articles = json.loads(Path(__file__).with_name("articles.json").read_text())


@app.get("/articles/{article}")
def article(article: str) -> dict:
    return articles[article]
