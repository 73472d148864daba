"""Cases of python3-networkx: name -> (what is timed, its result as numbers), as in benchmarks/GraphSuite/GraphCases.cs."""
import networkx


def build(nodes, is_directed, ends, weights):
    graph = networkx.DiGraph() if is_directed else networkx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_weighted_edges_from(zip(ends[:, 0].tolist(), ends[:, 1].tolist(), weights.tolist()))
    return graph


def by_node(g, result):
    return [result[node] for node in range(len(result))]


CASES = {
    # Traversal
    # Structure
    "components": (lambda g: list(networkx.connected_components(g.undirected)), lambda g, r: [len(r), max(map(len, r))]),
    "triangles": (lambda g: networkx.triangles(g.undirected), lambda g, r: [sum(r.values()) // 3]),
    "clustering": (lambda g: networkx.clustering(g.undirected), by_node),
    # Centrality
    "pagerank": (lambda g: networkx.pagerank(g.directed, tol=1e-10, weight=None, max_iter=500), by_node),
    # Communities, similarity, flows and trees
}
