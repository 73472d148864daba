using System.IO.Pipelines;
using NetMl.Graphs.Files;

namespace NetMl.Graphs.Labelled;

/// <summary>One file that holds a whole graph: GraphML, node-link JSON or an edge list, told apart by its first character.</summary>
public static class LabelledGraphFile
{
    /// <summary>Reads a graph.</summary>
    /// <param name="stream">UTF-8, not compressed; read once, not disposed.</param>
    /// <param name="isDirected">Direction of an edge list; the other formats say it themselves.</param>
    /// <exception cref="GraphInputException">The file cannot be read; names the line.</exception>
    public static async Task<LabelledGraph> ReadAsync(Stream stream, bool isDirected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var first = await FirstCharacterAsync(pipe, cancellationToken);
        await using var whole = pipe.AsStream();
        return LabelledGraph.Of(first switch
        {
            '<' => await GraphMlFile.ReadAsync(whole, cancellationToken),
            '{' => await NodeLinkFile.ReadAsync(whole, cancellationToken),
            _ => await EdgeListFile.ReadAsync(whole, new EdgeListOptions { IsDirected = isDirected }, cancellationToken),
        });
    }

    /// <summary>Looks without taking: past a byte order mark and blanks, within the first buffer.</summary>
    private static async Task<char> FirstCharacterAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        var read = await pipe.ReadAsync(cancellationToken);
        var first = ' ';
        foreach (var value in read.Buffer.FirstSpan)
        {
            if (value is 0xEF or 0xBB or 0xBF or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                continue;
            first = (char)value;
            break;
        }
        pipe.AdvanceTo(read.Buffer.Start);
        return first;
    }
}
