using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using NetMl.Graphs.Files;
using NetMl.Graphs.Labelled;

namespace NetMl.GraphFeature.Graphs;

/// <summary>An upload does not hold a graph; the message is a sentence for whoever sent it.</summary>
public sealed class GraphUploadException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Reads a graph from the body of a request, part by part: a form with the parts nodes and edges, or one file as a part or as the whole body.</summary>
internal static class GraphUpload
{
    private const string Nodes = "nodes";
    private const string Edges = "edges";
    private const string Whole = "graph";
    private const string Parts = "send a form with the parts 'nodes' and then 'edges', or one part 'graph' (GraphML, node-link JSON or an edge list)";

    /// <exception cref="GraphUploadException">What is wrong, with the part and the line.</exception>
    public static async Task<LabelledGraph> ReadAsync(Stream upload, string? contentType, EdgeListOptions edgeList, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return NotEmpty(await OfPartAsync(Whole, () => LabelledGraphFile.ReadAsync(upload, edgeList, cancellationToken)));
        if (HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
            throw new GraphUploadException("The form has no boundary: let the client set the header Content-Type itself.");
        try
        {
            return NotEmpty(await ReadFormAsync(new MultipartReader(boundary.ToString(), upload), edgeList, cancellationToken));
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException and not BadHttpRequestException && !cancellationToken.IsCancellationRequested))
        {
            throw new GraphUploadException($"The form cannot be read ({exception.Message.TrimEnd('.')}): {Parts}.", exception);
        }
    }

    private static async Task<LabelledGraph> ReadFormAsync(MultipartReader form, EdgeListOptions edgeList, CancellationToken cancellationToken)
    {
        var (name, body) = await NextAsync(form, cancellationToken);
        var graph = name switch
        {
            Whole or Edges => await OfPartAsync(name, () => LabelledGraphFile.ReadAsync(body, edgeList, cancellationToken)),
            Nodes => await ReadTablesAsync(form, body, edgeList, cancellationToken),
            _ => throw new GraphUploadException($"The form's first part is '{name}': {Parts}."),
        };
        if (await form.ReadNextSectionAsync(cancellationToken) is { } more)
            throw new GraphUploadException(Behind(name == Nodes ? Edges : name, NameOf(more)));
        return graph;
    }

    private static Task<LabelledGraph> ReadTablesAsync(MultipartReader form, Stream nodes, EdgeListOptions edgeList, CancellationToken cancellationToken)
    {
        var part = Nodes;
        return OfPartAsync(() => part, () => NodeTable.ReadAsync(nodes, async () =>
        {
            (part, var edges) = await NextAsync(form, cancellationToken);
            return part == Edges ? edges : throw new GraphUploadException(Behind(Nodes, part));
        }, edgeList, cancellationToken));
    }

    private static async Task<(string Name, Stream Body)> NextAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        var section = await form.ReadNextSectionAsync(cancellationToken) ?? throw new GraphUploadException($"The form ends too early: {Parts}.");
        return (NameOf(section), section.Body);
    }

    private static string NameOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).ToString() : "";

    private static string Behind(string part, string next) =>
        part == Edges && next == Nodes ? $"The part '{Nodes}' comes after '{Edges}': send '{Nodes}' first." : $"The part '{part}' is followed by '{next}': {Parts}.";

    private static Task<LabelledGraph> OfPartAsync(string part, Func<Task<LabelledGraph>> read) => OfPartAsync(() => part, read);

    private static async Task<LabelledGraph> OfPartAsync(Func<string> part, Func<Task<LabelledGraph>> read)
    {
        try
        {
            return await read();
        }
        catch (GraphInputException exception)
        {
            throw new GraphUploadException($"The part '{part()}' cannot be read. {exception.Message}", exception);
        }
    }

    private static LabelledGraph NotEmpty(LabelledGraph graph) =>
        graph.Graph.NodeCount > 0 ? graph : throw new GraphUploadException($"The upload holds no node: {Parts}.");
}
