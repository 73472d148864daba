"""Training steps of graph networks with PyTorch: for each line "STEPS" on standard input the seconds of so many steps, the loss of the last and the
process's peak memory in MB on standard output, after a first line with PyTorch's version.

usage: pytorch_gnn.py gcn|gat FOLDER THREADS    one step = one epoch over the whole graph
       pytorch_gnn.py sage FOLDER THREADS       one step = one batch of sampled neighbours
FOLDER: arrays written by benchmarks/GnnSuite/GraphFolder.cs: x_offsets, x_indices, x_values (sparse features, gcn and gat) or x (dense, sage), offsets, sources
(whom each node hears; with itself for gcn and gat), labels (-1 = not learnt from), sizes (nodes, features, classes, hidden, heads, batch, fanout of the input layer, fanout of the output layer).
"""
import resource
import sys
import time

import numpy
import torch
import torch.nn.functional as F

kind, folder, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
torch.set_num_threads(threads)
torch.manual_seed(1)


def load(name, dtype):
    return torch.from_numpy(numpy.fromfile(f"{folder}/{name}", dtype))


nodes, features, classes, hidden, heads, batch, fanout_in, fanout_out = load("sizes", numpy.int32).tolist()
offsets, sources = load("offsets", numpy.int32).long(), load("sources", numpy.int32).long()
labels = load("labels", numpy.int32).long()
known = (labels >= 0).nonzero().squeeze(1)


def glorot(rows, columns):
    limit = (6.0 / (rows + columns)) ** 0.5
    return torch.empty(rows, columns).uniform_(-limit, limit).requires_grad_()


class SparseProduct(torch.autograd.Function):
    """A constant sparse matrix times a dense one; the transpose for the gradient is given, so that nothing is sorted again."""

    @staticmethod
    def forward(context, matrix, transposed, x):
        context.transposed = transposed
        return matrix @ x

    @staticmethod
    def backward(context, gradient):
        return None, None, context.transposed @ gradient


class SparseFeatures:
    """Sparse features whose entries are dropped anew each time."""

    def __init__(self):
        self.rows, self.columns = load("x_offsets", numpy.int32), load("x_indices", numpy.int32)
        self.values = load("x_values", numpy.float32)
        entries = torch.arange(1, self.values.numel() + 1, dtype=torch.float64)
        transposed = torch.sparse_csr_tensor(self.rows, self.columns, entries, (nodes, features)).to_sparse_coo().t().coalesce()
        # Positions of the transpose's entries in the original.
        self.entries = transposed.values().long() - 1
        back = transposed.to_sparse_csr()
        self.back_rows, self.back_columns = back.crow_indices().int(), back.col_indices().int()

    def multiply(self, w, rate):
        values = F.dropout(self.values, rate)
        matrix = torch.sparse_csr_tensor(self.rows, self.columns, values, (nodes, features))
        back = torch.sparse_csr_tensor(self.back_rows, self.back_columns, values[self.entries], (features, nodes))
        return SparseProduct.apply(matrix, back, w)


def gcn():
    x = SparseFeatures()
    degree = (offsets[1:] - offsets[:-1]).float()
    rows = torch.repeat_interleave(torch.arange(nodes), offsets[1:] - offsets[:-1])
    values = (degree[rows] * degree[sources]).rsqrt()
    # Undirected, so the matrix is its own transpose.
    a = torch.sparse_csr_tensor(offsets.int(), sources.int(), values, (nodes, nodes))
    w0, b0, w1, b1 = glorot(features, hidden), torch.zeros(hidden, requires_grad=True), glorot(hidden, classes), torch.zeros(classes, requires_grad=True)

    def forward():
        h = F.relu(SparseProduct.apply(a, a, x.multiply(w0, 0.5)) + b0)
        return SparseProduct.apply(a, a, F.dropout(h, 0.5) @ w1) + b1

    return [w0, b0, w1, b1], forward


def attend(h, source, target, rows, rate, slope=0.2):
    """h [n, heads, width]; source, target [heads, width]."""
    score = F.leaky_relu((h * source).sum(-1)[sources] + (h * target).sum(-1)[rows], slope)
    peak = torch.full((nodes, h.shape[1]), -torch.inf).index_reduce_(0, rows, score.detach(), "amax")
    weight = (score - peak[rows]).exp()
    weight = weight / torch.zeros(nodes, h.shape[1]).index_add(0, rows, weight)[rows]
    return torch.zeros_like(h).index_add(0, rows, F.dropout(weight, rate).unsqueeze(-1) * h[sources])


def gat():
    x = SparseFeatures()
    rows = torch.repeat_interleave(torch.arange(nodes), offsets[1:] - offsets[:-1])
    w0, w1 = glorot(features, heads * hidden), glorot(heads * hidden, classes)
    s0, t0, s1, t1 = glorot(heads, hidden), glorot(heads, hidden), glorot(1, classes), glorot(1, classes)
    b0, b1 = torch.zeros(heads * hidden, requires_grad=True), torch.zeros(classes, requires_grad=True)

    def forward():
        h = attend(x.multiply(w0, 0.6).view(nodes, heads, hidden), s0, t0, rows, 0.6).flatten(1) + b0
        z = (F.dropout(F.elu(h), 0.6) @ w1).view(nodes, 1, classes)
        return attend(z, s1, t1, rows, 0.6).flatten(1) + b1

    return [w0, s0, t0, b0, w1, s1, t1, b1], forward


def sage():
    x = load("x", numpy.float32).view(nodes, features)
    degree = offsets[1:] - offsets[:-1]
    w = [glorot(2 * features, hidden), glorot(2 * hidden, classes)]
    b = [torch.zeros(hidden, requires_grad=True), torch.zeros(classes, requires_grad=True)]
    order = known[torch.randperm(known.numel())]
    position = 0

    def draw(targets, fanout):
        """Neighbours with replacement [targets, fanout], as in the paper's code; a node without any hears itself."""
        count = degree[targets]
        chosen = (torch.rand(targets.numel(), fanout) * count.unsqueeze(1)).long() + offsets[targets].unsqueeze(1)
        return torch.where(count.unsqueeze(1) > 0, sources[chosen.clamp(max=sources.numel() - 1)], targets.unsqueeze(1))

    def forward():
        nonlocal position
        if position + batch > order.numel():
            position = 0
        seeds = order[position:position + batch]
        position += batch
        outer = draw(seeds, fanout_out)
        # Each node of the inner layer is computed once.
        inner, local = torch.unique(torch.cat([seeds, outer.flatten()]), return_inverse=True)
        means = x[draw(inner, fanout_in)].mean(1)
        h = F.relu(torch.cat([x[inner], means], 1) @ w[0] + b[0])
        own, heard = h[local[:batch]], h[local[batch:].view(batch, fanout_out)].mean(1)
        return torch.cat([own, heard], 1) @ w[1] + b[1], labels[seeds]

    return w + b, forward


parameters, forward = {"gcn": gcn, "gat": gat, "sage": sage}[kind]()
optimiser = torch.optim.Adam(parameters, lr=0.005 if kind == "gat" else 0.01, weight_decay=5e-4)
print(torch.__version__, flush=True)
for line in sys.stdin:
    started = time.perf_counter()
    for _ in range(int(line)):
        optimiser.zero_grad()
        answer = forward()
        logits, wanted = answer if kind == "sage" else (answer[known], labels[known])
        loss = F.cross_entropy(logits, wanted)
        loss.backward()
        optimiser.step()
    seconds = time.perf_counter() - started
    print(repr(seconds), repr(loss.item()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
