"""scikit-learn's HistGradientBoostingClassifier and IsolationForest on the same arrays, for the suite `trees`.

Prints scikit-learn's version, then answers one line per line on standard input:
  load FOLDER FEATURES   FOLDER has train.values, test.values (float32, row-major), train.labels and test.labels (int32); answers "loaded"
  fit ITERATIONS         answers seconds to fit, seconds to predict the test rows, accuracy and macro-F1 on them
  cpu ITERATIONS         answers the processor seconds to fit with one thread
  forest SEED            fits on the train rows of class 0; answers seconds to fit and score, and the AUROC of class 0 against the others

usage: sklearn_trees.py, with OMP_NUM_THREADS set; prints nothing where scikit-learn is missing.
"""
import os
import sys
import time

try:
    import numpy
    import sklearn
    from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest
    from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
    from threadpoolctl import threadpool_limits
except ImportError:
    sys.exit()


def load(folder, features):
    # float64 is what scikit-learn works on: it shall not spend time on converting.
    part = lambda name: (
        numpy.fromfile(os.path.join(folder, name + ".values"), numpy.float32).reshape(-1, features).astype(numpy.float64),
        numpy.fromfile(os.path.join(folder, name + ".labels"), numpy.int32))
    return part("train"), part("test")


def fit(train, test, iterations):
    model = HistGradientBoostingClassifier(max_iter=iterations, early_stopping=False)
    started = time.perf_counter()
    model.fit(*train)
    fitted = time.perf_counter()
    predicted = model.predict(test[0])
    ended = time.perf_counter()
    labels = numpy.unique(test[1])
    return fitted - started, ended - fitted, accuracy_score(test[1], predicted), f1_score(test[1], predicted, average="macro", labels=labels, zero_division=0)


def cpu(train, iterations):
    with threadpool_limits(limits=1):
        started = time.process_time()
        HistGradientBoostingClassifier(max_iter=iterations, early_stopping=False).fit(*train)
        return time.process_time() - started


def forest(train, test, seed):
    started = time.perf_counter()
    model = IsolationForest(n_estimators=100, max_samples=256, random_state=seed).fit(train[0][train[1] == 0])
    scores = -model.score_samples(test[0])
    return time.perf_counter() - started, roc_auc_score(test[1] != 0, scores)


def main():
    print(sklearn.__version__, flush=True)
    parts = None
    for line in sys.stdin:
        command, *words = line.rstrip("\n").split("\t")
        if command == "load":
            parts = load(words[0], int(words[1]))
            print("loaded", flush=True)
        elif command == "fit":
            print(*map(repr, fit(*parts, int(words[0]))), flush=True)
        elif command == "cpu":
            print(repr(cpu(parts[0], int(words[0]))), flush=True)
        else:
            print(*map(lambda number: repr(float(number)), forest(*parts, int(words[0]))), flush=True)


main()
