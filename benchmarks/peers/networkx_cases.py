"""Cases of python3-networkx: name -> (what is timed, its result as numbers), as in benchmarks/GraphSuite/GraphCases.cs."""
import networkx


def build(nodes, is_directed, ends, weights):
    graph = networkx.DiGraph() if is_directed else networkx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_weighted_edges_from(zip(ends[:, 0].tolist(), ends[:, 1].tolist(), weights.tolist()))
    return graph


def simple(g):
    """Without self-loops, which its census stumbles over."""
    return g.once("simple", lambda: networkx.restricted_view(g.directed, [], networkx.selfloop_edges(g.directed)).copy())


def by_node(g, result):
    return [result[node] for node in range(len(result))]


def by_maximum(g, result):
    largest = max(result.values())
    return [score / largest for score in by_node(g, result)]


def pairs(g):
    return g.once("pairs", lambda: list(g.undirected.edges)[:100_000])


def scores(g, triples):
    return [score for _, _, score in triples]


def quality(g, communities):
    return [networkx.community.modularity(g.undirected, communities, weight=None)]


def reached(g, searches):
    return [number for distances in searches for number in (len(distances), sum(distances.values()))]


CASES = {
    # Traversal
    "bfs": (lambda g: [networkx.single_source_shortest_path_length(g.undirected, source) for source in g.sources], reached),
    "dijkstra": (lambda g: networkx.single_source_dijkstra_path_length(g.undirected, g.sources[0]), lambda g, r: [r.get(node, -1) for node in g.undirected]),
    # Structure
    "components": (lambda g: list(networkx.connected_components(g.undirected)), lambda g, r: [len(r), max(map(len, r))]),
    "triangles": (lambda g: networkx.triangles(g.undirected), lambda g, r: [sum(r.values()) // 3]),
    "cores": (lambda g: networkx.core_number(g.undirected), by_node),
    "clustering": (lambda g: networkx.clustering(g.undirected), by_node),
    "scc": (lambda g: list(networkx.strongly_connected_components(g.directed)), lambda g, r: [len(r), max(map(len, r))]),
    "bridges": (lambda g: list(networkx.bridges(g.undirected)), lambda g, r: [len(r)]),
    "cut_nodes": (lambda g: list(networkx.articulation_points(g.undirected)), lambda g, r: sorted(r)),
    "triad_census": (lambda g: networkx.triadic_census(simple(g)), lambda g, r: list(r.values())),
    "assortativity": (lambda g: networkx.degree_pearson_correlation_coefficient(g.directed), lambda g, r: [r]),
    "density": (lambda g: networkx.density(g.directed), lambda g, r: [r]),
    # Centrality
    "pagerank": (lambda g: networkx.pagerank(g.directed, tol=1e-10, weight=None, max_iter=500), by_node),
    "katz": (lambda g: networkx.katz_centrality_numpy(g.undirected, alpha=0.001, weight=None), by_maximum),
    "closeness": (lambda g: networkx.closeness_centrality(g.undirected), by_node),
    "harmonic": (lambda g: networkx.harmonic_centrality(g.undirected), by_node),
    "betweenness": (lambda g: networkx.betweenness_centrality(g.undirected), by_node),
    # Communities, similarity, flows and trees
    "leiden": (lambda g: networkx.community.louvain_communities(g.undirected, weight=None, seed=1), quality),
    "maxflow": (lambda g: networkx.maximum_flow_value(g.undirected, g.sources[0], g.sources[1], capacity="weight"), lambda g, r: [r]),
    "spanning_forest": (lambda g: list(networkx.minimum_spanning_edges(g.undirected)), lambda g, r: [sum(data["weight"] for *_, data in r)]),
    "jaccard": (lambda g: list(networkx.jaccard_coefficient(g.undirected, pairs(g))), scores),
}
