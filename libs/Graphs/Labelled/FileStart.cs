using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using NetMl.Graphs.Files;

namespace NetMl.Graphs.Labelled;

/// <summary>Looks at the first bytes of a file without taking them.</summary>
internal static class FileStart
{
    private const int Bytes = 4096;

    /// <returns>The beginning of the text, past a byte order mark and blanks, and a stream of the whole file; disposing it leaves the given one open.</returns>
    /// <exception cref="GraphInputException">The file is gzip.</exception>
    public static async Task<(string Head, Stream Whole)> LookAsync(Stream stream, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var read = await pipe.ReadAtLeastAsync(Bytes, cancellationToken);
        var head = read.Buffer.Slice(0, Math.Min(Bytes, read.Buffer.Length)).ToArray();
        pipe.AdvanceTo(read.Buffer.Start);
        if (head is [0x1F, 0x8B, ..])
            throw new GraphInputException(1, "this is gzip: unpack it first.");
        return (Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n'), pipe.AsStream());
    }

    /// <summary>Whether text is GML, which begins with <c>graph [</c>, perhaps after remarks and its creator.</summary>
    public static bool IsGml(string head)
    {
        foreach (var line in head.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.IsEmpty || text[0] == '#' || text.StartsWith("Creator ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Version ", StringComparison.OrdinalIgnoreCase))
                continue;
            return text.StartsWith("graph", StringComparison.Ordinal) && text["graph".Length..].TrimStart() is [] or ['['] or ['[', ' ' or '\t', ..];
        }
        return false;
    }
}
