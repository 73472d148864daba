"""Cases of python3-igraph: name -> (what is timed, its result as numbers), as in benchmarks/GraphSuite/GraphCases.cs."""
import igraph
import numpy


def build(nodes, is_directed, ends, weights):
    graph = igraph.Graph(n=nodes, edges=ends, directed=is_directed)
    graph.es["weight"] = weights
    return graph


def acyclic(graphs):
    """The directed edges that lead to a higher node."""
    return graphs.once("acyclic", lambda: igraph.Graph(
        n=graphs.directed.vcount(), edges=[ends for ends in graphs.directed.get_edgelist() if ends[0] < ends[1]], directed=True))


def lengths(distances):
    """Distances, -1 for none."""
    return numpy.nan_to_num(numpy.array(distances), posinf=-1)


def triangles(graphs, transitivity):
    """igraph counts triangles to divide them by the paths of length two."""
    degrees = numpy.array(graphs.undirected.degree())
    return [round(transitivity * (degrees * (degrees - 1) // 2).sum() / 3)]


def closeness(graphs, within_component):
    """igraph looks at a node's component alone; Wasserman and Faust's factor takes its share of the graph into account."""
    nodes = graphs.undirected.vcount()
    components = graphs.undirected.connected_components()
    reach = numpy.array(components.sizes())[components.membership] - 1
    return numpy.nan_to_num(within_component) * reach / (nodes - 1)


def by_pairs(graphs, pairs):
    nodes = graphs.undirected.vcount()
    return numpy.array(pairs) * 2 / ((nodes - 1) * (nodes - 2))


def pairs(graphs):
    return graphs.once("pairs", lambda: graphs.undirected.get_edgelist()[:100_000])


def stripes(graphs):
    return graphs.once("stripes", lambda: [v % 64 for v in range(graphs.undirected.vcount())])


def adamic_adar(graphs, rows):
    return [sum(row) - row[node] for node, row in zip(graphs.sources, rows)]


def quality(graphs, communities):
    return [graphs.undirected.modularity(communities)]


def reached(graphs, searches):
    """Of each search: nodes that were reached and the sum of their distances; a search gives nodes in order, and where its layers begin."""
    sizes = [numpy.diff(layers) for _, layers, _ in searches]
    return [number for size in sizes for number in (size.sum(), (size * numpy.arange(len(size))).sum())]


CASES = {
    # Traversal
    "bfs": (lambda g: [g.undirected.bfs(source) for source in g.sources], reached),
    "dfs": (lambda g: g.undirected.dfs(g.sources[0]), lambda g, r: sorted(r[0])),
    "topological": (lambda g: acyclic(g).topological_sorting(), lambda g, r: sorted(r)),
    "dijkstra": (lambda g: g.undirected.distances(g.sources[0], weights="weight"), lambda g, r: lengths(r[0])),
    "delta_stepping": (lambda g: g.undirected.distances(g.sources[0], weights="weight"), lambda g, r: lengths(r[0])),
    "k_shortest": (
        lambda g: g.undirected.get_k_shortest_paths(g.sources[0], g.sources[1], k=5, weights="weight", output="epath"),
        lambda g, r: [sum(g.undirected.es[path]["weight"]) for path in r]),
    # Structure
    "components": (lambda g: g.undirected.connected_components(), lambda g, r: [len(r), max(r.sizes())]),
    "triangles": (lambda g: g.undirected.transitivity_undirected(), triangles),
    "cores": (lambda g: g.undirected.coreness(), lambda g, r: r),
    "clustering": (lambda g: g.undirected.transitivity_local_undirected(mode="zero"), lambda g, r: r),
    "scc": (lambda g: g.directed.connected_components(mode="strong"), lambda g, r: [len(r), max(r.sizes())]),
    "bridges": (lambda g: g.undirected.bridges(), lambda g, r: [len(r)]),
    "cut_nodes": (lambda g: g.undirected.articulation_points(), lambda g, r: sorted(r)),
    "triad_census": (lambda g: g.directed.triad_census(), lambda g, r: r),
    "assortativity": (lambda g: g.directed.assortativity_degree(directed=True), lambda g, r: [r]),
    "reciprocity": (lambda g: g.directed.reciprocity(), lambda g, r: [r]),
    "density": (lambda g: g.directed.density(), lambda g, r: [r]),
    # Centrality
    "pagerank": (lambda g: g.directed.pagerank(), lambda g, r: r),
    "personalised_pagerank": (lambda g: g.directed.personalized_pagerank(reset_vertices=g.sources), lambda g, r: r),
    "hits": (lambda g: g.directed.hub_score() + g.directed.authority_score(), lambda g, r: r),
    "eigenvector": (lambda g: g.undirected.eigenvector_centrality(), lambda g, r: r),
    "closeness": (lambda g: g.undirected.closeness(), closeness),
    "harmonic": (lambda g: g.undirected.harmonic_centrality(normalized=False), lambda g, r: r),
    "betweenness": (lambda g: g.undirected.betweenness(), by_pairs),
    # Layout
    "layout_fr": (lambda g: g.undirected.layout_fruchterman_reingold(), lambda g, r: r.coords),
    "layout_drl": (lambda g: g.undirected.layout_drl(), lambda g, r: r.coords),
    # Communities, similarity, flows and trees
    "leiden": (lambda g: g.undirected.community_leiden("modularity", n_iterations=2), quality),
    "label_propagation": (lambda g: g.undirected.community_label_propagation(), quality),
    "modularity": (lambda g: g.undirected.modularity(stripes(g)), lambda g, r: [r]),
    "jaccard": (lambda g: g.undirected.similarity_jaccard(pairs=pairs(g), loops=False), lambda g, r: r),
    "adamic_adar": (lambda g: g.undirected.similarity_inverse_log_weighted(g.sources), adamic_adar),
    "maxflow": (lambda g: g.undirected.maxflow(g.sources[0], g.sources[1], capacity="weight"), lambda g, r: [r.value]),
    "spanning_forest": (lambda g: g.undirected.spanning_tree(weights="weight", return_tree=False), lambda g, r: [sum(g.undirected.es[r]["weight"])]),
}
