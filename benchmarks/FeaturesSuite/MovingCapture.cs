using NetMl.Flows;

namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>A part of a long capture: each part goes on in time where the one before ended.</summary>
internal sealed class MovingCapture(int part, int flows)
{
    /// <summary>Time that one part covers.</summary>
    public const int Hours = 10;

    private const int Hosts = 5_000;
    private static readonly DateTimeOffset First = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset StartOf(int part) => First + TimeSpan.FromHours(Hours) * part;

    /// <summary>All flows of the part as frames, one after the other.</summary>
    public byte[] Frames(string dataset)
    {
        using var frames = new MemoryStream();
        var ids = new BatchIds(dataset, null);
        var options = new SyntheticOptions { Flows = flows, Hosts = Hosts, Span = TimeSpan.FromHours(Hours), Start = StartOf(part) };
        foreach (var batch in SyntheticCapture.Generate(part + 1, options))
            frames.Write(FlowFrame.Encode(ids, batch));
        return frames.ToArray();
    }
}
