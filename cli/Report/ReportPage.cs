using System.Net;
using System.Security.Cryptography;
using System.Text;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Layout;

namespace NetMl.Cli.Report;

/// <summary>Makes the page: one file without anything from outside, whose own script and style are the only ones that its policy lets run.</summary>
internal static class ReportPage
{
    /// <summary>The parts of the script in the order in which they build on each other.</summary>
    private static readonly string[] Scripts =
    [
        "data.js", "theme.js", "camera.js", "graph.js", "details.js", "pointer.js", "keys.js", "tables.js", "axes.js", "timeline.js", "degrees.js", "matrix.js", "main.js",
    ];

    /// <summary>Where hosts are drawn. The same content gives the same places.</summary>
    public static NodePositions Draw(ReportContent content, CancellationToken cancellationToken)
    {
        var (sources, targets) = (new int[content.Edges.Count], new int[content.Edges.Count]);
        for (var e = 0; e < sources.Length; e++)
            (sources[e], targets[e]) = (content.Edges[e].Source, content.Edges[e].Target);
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(content.Hosts.Count, sources, targets));
        return GraphLayout.Compute(graph, new LayoutOptions(Aspect: 1.6), cancellationToken: cancellationToken);
    }

    /// <summary>The page in UTF-8.</summary>
    public static byte[] Write(ReportContent content, NodePositions drawn, DateTimeOffset made)
    {
        var style = Resource("report.css");
        var script = $"(() => {{\n'use strict';\n{string.Concat(Scripts.Select(Resource))}}})();";
        var policy = $"default-src 'none'; img-src data:; style-src {Hash(style)}; script-src {Hash(script)}; base-uri 'none'; form-action 'none'";
        var parts = new Dictionary<string, string>
        {
            ["title"] = WebUtility.HtmlEncode($"{content.Name} · netml report"),
            ["policy"] = policy,
            ["style"] = style,
            ["script"] = script,
            ["data"] = Encoding.UTF8.GetString(ReportJson.Write(content, drawn, made)),
        };
        return Encoding.UTF8.GetBytes(Fill(Resource("report.html"), parts));
    }

    /// <summary>Puts each part in its place, once: what a part says is not looked at again.</summary>
    private static string Fill(string template, Dictionary<string, string> parts)
    {
        var page = new StringBuilder();
        var pieces = template.Split("{{");
        page.Append(pieces[0]);
        foreach (var piece in pieces.Skip(1))
        {
            var end = piece.IndexOf("}}", StringComparison.Ordinal);
            page.Append(parts[piece[..end]]).Append(piece.AsSpan(end + 2));
        }
        return page.ToString();
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
