"""Wenbao beside LangChain, txtai and haystack: adding articles, and finding the right one among near-duplicates.

    pip install -r benchmarks/peers.txt
    python benchmarks/peers.py --float32 e5-cut --near OUT/test --results benchmarks/results/peers.json

e5-cut: the bundled encoder's weights in float32, as `training/build_encoder.py --float32` writes them; all peers embed with
them. OUT/test: what near_duplicates.py wrote. Each peer is used as its documentation shows for hybrid search: LangChain
with FAISS and BM25 over jieba's words (the parts of Langchain-Chatchat), txtai's hybrid index, haystack's two in-memory retrievers
joined by reciprocal ranks. Their passages come from LangChain's splitter, cut at Chinese sentence ends, as long as ours may be.

Adding: models loaded before, the same articles to each in turns, ROUNDS times. Finding: the peers' vectors are made once and
handed to each. An article counts once however many of its passages are found.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

os.environ["HF_HUB_OFFLINE"] = "1"  # the model is a folder: nothing is asked of a hub

import jieba
import numpy as np
from haystack import Document as HaystackDocument
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_community.vectorstores.utils import DistanceStrategy
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from txtai import Embeddings as Txtai

from embeddings.bundled import BundledEncoder
from qa.adding import Adding
from qa.library import Library
from qa.passages import LIMIT
from qa.retrieval import Retriever

QUERY, DOCUMENT = "query: ", "passage: "
ROUNDS = 3
BATCH = 150  # articles a round
DEPTH = 30  # passages looked at, of each index
SPLITTER = RecursiveCharacterTextSplitter(
    separators=["\n", "。", "！", "？", "；", "，", ""],
    keep_separator="end",
    chunk_size=LIMIT,
    chunk_overlap=0,
)

Vectors = dict[str, NDArray[np.float32]]  # by text, prefix left out


class System(Protocol):
    """One of those compared; `find` gives the articles' ids, best first."""

    def add(self, articles: Sequence[dict[str, Any]]) -> None: ...

    def find(self, question: str, today: str | None) -> list[str]: ...


def passages(articles: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Each passage of the peers with its article's id."""
    return [(article["id"], text) for article in articles for text in SPLITTER.split_text(article["text"])]


class Wenbao:
    def __init__(self, encoder: BundledEncoder, folder: Path) -> None:
        self._encoder, self._folder = encoder, folder
        self._library = Library.open(folder, create=True)

    def add(self, articles: Sequence[dict[str, Any]]) -> None:
        file = self._folder.with_suffix(".jsonl")
        lines = [json.dumps(article, ensure_ascii=False) + "\n" for article in articles]
        file.write_text("".join(lines), encoding="utf-8")
        Adding().add(self._library, self._encoder, [file])

    def find(self, question: str, today: str | None) -> list[str]:
        day = date.fromisoformat(today) if today else None
        retriever = Retriever.over(self._library, self._encoder)
        return [hit.passage.article.id for hit in retriever.search(question, DEPTH, today=day)]


class Given(Embeddings):
    """LangChain's embeddings, looked up."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vectors[text].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self._vectors[text].tolist()


class LangChain:
    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings

    @classmethod
    def load(cls, folder: Path) -> LangChain:
        unit = {"normalize_embeddings": True}
        return cls(
            HuggingFaceEmbeddings(
                model_name=str(folder),
                encode_kwargs={"prompt": DOCUMENT, **unit},
                query_encode_kwargs={"prompt": QUERY, **unit},
            )
        )

    def add(self, articles: Sequence[dict[str, Any]]) -> None:
        documents = [
            Document(page_content=text, metadata={"article": id, "passage": f"{id} {i}"})
            for i, (id, text) in enumerate(passages(articles))
        ]
        store = FAISS.from_documents(
            documents, self._embeddings, distance_strategy=DistanceStrategy.MAX_INNER_PRODUCT
        )
        words = BM25Retriever.from_documents(documents, preprocess_func=jieba.lcut, k=DEPTH)
        self._both = EnsembleRetriever(
            retrievers=[store.as_retriever(search_kwargs={"k": DEPTH}), words],
            weights=[0.5, 0.5],
            id_key="passage",
        )  # without `id_key` passages of the same words become one, of whichever article

    def find(self, question: str, today: str | None) -> list[str]:
        return [found.metadata["article"] for found in self._both.invoke(question)]


class TxtAI:
    def __init__(self, settings: dict[str, Any]) -> None:
        self._index = Txtai({"hybrid": True, **settings})
        self._index.search("")  # loads the model

    @classmethod
    def load(cls, folder: Path) -> TxtAI:
        return cls({"path": str(folder), "instructions": {"query": QUERY, "data": DOCUMENT}})

    def add(self, articles: Sequence[dict[str, Any]]) -> None:
        self._index.index([(f"{id} {i}", text, None) for i, (id, text) in enumerate(passages(articles))])

    def find(self, question: str, today: str | None) -> list[str]:
        return [id.split()[0] for id, _ in self._index.search(question, DEPTH)]


class Haystack:
    def __init__(
        self,
        embed: Callable[[list[HaystackDocument]], list[HaystackDocument]],
        ask: Callable[[str], list[float]],
    ) -> None:
        self._embed, self._ask = embed, ask

    @classmethod
    def load(cls, folder: Path) -> Haystack:
        settings = {"model": str(folder), "normalize_embeddings": True, "progress_bar": False}
        documents = SentenceTransformersDocumentEmbedder(prefix=DOCUMENT, **settings)
        questions = SentenceTransformersTextEmbedder(prefix=QUERY, **settings)
        for embedder in (documents, questions):
            embedder.warm_up()
        return cls(lambda d: documents.run(d)["documents"], lambda q: questions.run(q)["embedding"])

    def add(self, articles: Sequence[dict[str, Any]]) -> None:
        documents = [HaystackDocument(content=text, meta={"article": id}) for id, text in passages(articles)]
        store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        store.write_documents(self._embed(list({d.id: d for d in documents}.values())))
        self._words = InMemoryBM25Retriever(store, top_k=DEPTH)
        self._vectors = InMemoryEmbeddingRetriever(store, top_k=DEPTH)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH)

    def find(self, question: str, today: str | None) -> list[str]:
        words = self._words.run(query=question)["documents"]
        nearest = self._vectors.run(query_embedding=self._ask(question))["documents"]
        return [found.meta["article"] for found in self._joiner.run([nearest, words])["documents"]]


def over(vectors: Vectors) -> dict[str, System]:
    """The peers with their vectors given."""

    def embed(documents: list[HaystackDocument]) -> list[HaystackDocument]:
        for document in documents:
            document.embedding = vectors[document.content or ""].tolist()
        return documents

    def transform(texts: list[str]) -> NDArray[np.float32]:
        return np.array([vectors.get(text, np.ones(384, np.float32)) for text in texts])

    return {
        "LangChain": LangChain(Given(vectors)),
        "txtai": TxtAI({"method": "external", "transform": transform}),
        "haystack": Haystack(embed, lambda question: vectors[question].tolist()),
    }


def adding(folder: Path, articles: list[dict[str, Any]], work: Path) -> dict[str, Any]:
    """Characters a second of each, and how many times LangChain's that is: the median of the rounds."""
    encoder = BundledEncoder.load()
    systems: dict[str, Callable[[int], System]] = {
        "Wenbao": lambda turn: Wenbao(encoder, work / f"added{turn}"),
    }
    for name, kind in (("LangChain", LangChain), ("txtai", TxtAI), ("haystack", Haystack)):
        loaded: System = kind.load(folder)
        systems[name] = lambda turn, loaded=loaded: loaded  # type: ignore[misc]
    rates: dict[str, list[float]] = {name: [] for name in systems}
    for system in systems.values():
        system(ROUNDS).add(articles[-5:])  # warms up
    for turn in range(ROUNDS):
        batch = articles[turn * BATCH : (turn + 1) * BATCH]
        characters = sum(len(article["text"]) for article in batch)
        for name, system in systems.items():
            started = time.perf_counter()
            system(turn).add(batch)
            rates[name].append(characters / (time.perf_counter() - started))
            print(f"{name}: {rates[name][-1]:.0f} characters a second", flush=True)
    return {
        name: {
            "characters_a_second": [round(rate) for rate in of],
            "median": round(statistics.median(of)),
            "times_langchain": round(
                statistics.median(a / b for a, b in zip(of, rates["LangChain"], strict=True)), 2
            ),
        }
        for name, of in rates.items()
    }


def finding(
    folder: Path, articles: list[dict[str, Any]], asked: list[dict[str, Any]], ours: Wenbao
) -> dict[str, Any]:
    """Recall@1 and @5 of each, by kind of question."""
    texts = list(dict.fromkeys(text for _, text in passages(articles)))
    questions = list(dict.fromkeys(q["question"] for q in asked))
    model = SentenceTransformer(str(folder), device="cpu")
    made = model.encode(texts, prompt=DOCUMENT, normalize_embeddings=True, show_progress_bar=True)
    vectors = dict(zip(texts, np.asarray(made, np.float32), strict=True))
    made = model.encode(questions, prompt=QUERY, normalize_embeddings=True)
    vectors |= dict(zip(questions, np.asarray(made, np.float32), strict=True))
    figures: dict[str, Any] = {}
    for name, system in {"Wenbao": ours, **over(vectors)}.items():
        if name != "Wenbao":
            system.add(articles)
        ranks: dict[str, list[int]] = {}
        for q in asked:
            found = list(dict.fromkeys(system.find(q["question"], q.get("today"))))
            rank = found.index(q["article"]) + 1 if q["article"] in found else 0
            for kind in (q["kind"], "all"):
                ranks.setdefault(kind, []).append(rank)
        figures[name] = {
            kind: {f"recall@{k}": round(sum(0 < r <= k for r in of) / len(of), 3) for k in (1, 5)}
            for kind, of in ranks.items()
        }
        print(name, json.dumps(figures[name]), flush=True)
    return figures


def draw(results: dict[str, Any], target: Path) -> None:
    """Both comparisons as bars."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "wenbao"  # the same bytes for the same figures
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(8, 3))
    names = list(results["finding"])
    left.barh(names, [results["finding"][name]["all"]["recall@1"] for name in names])
    left.set(title="right article first, near-duplicates", xlim=(0, 1))
    right.barh(names, [results["adding"][name]["median"] for name in names])
    right.set(title="characters added a second")
    for axes in (left, right):
        axes.invert_yaxis()
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--float32", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--near", type=Path, required=True, metavar="OUT/HALF")
    parser.add_argument("--library", type=Path, help="the articles of OUT/HALF, added before")
    parser.add_argument("--results", type=Path, metavar="FILE.json")
    args = parser.parse_args()
    read = [args.near.with_name(f"{args.near.name}.{part}.jsonl") for part in ("articles", "questions")]
    articles, asked = ([json.loads(line) for line in path.open(encoding="utf-8")] for path in read)
    with tempfile.TemporaryDirectory() as work:
        ours = Wenbao(BundledEncoder.load(), args.library or Path(work) / "library")
        if not args.library:
            ours.add(articles)
        results = {
            "adding": adding(args.float32, articles, Path(work)),
            "finding": finding(args.float32, articles, asked, ours),
        }
    print(json.dumps(results))
    if args.results:
        args.results.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        draw(results, args.results.with_suffix(".svg"))


if __name__ == "__main__":
    main()
