namespace NetMl.Federation.Simulation;

/// <summary>Labelled examples of one site.</summary>
/// <param name="Features">[n, width], row after row.</param>
/// <param name="Labels">[n], from 0.</param>
public sealed record Examples(ReadOnlyMemory<float> Features, ReadOnlyMemory<int> Labels, int Width)
{
    public static Examples None(int width) => new(default, default, width);

    public int Count => Labels.Length;

    public ReadOnlySpan<float> Row(int example) => Features.Span.Slice(example * Width, Width);

    /// <summary>The first examples, and the others.</summary>
    public (Examples Head, Examples Tail) Split(int first) => (
        this with { Features = Features[..(first * Width)], Labels = Labels[..first] },
        this with { Features = Features[(first * Width)..], Labels = Labels[first..] });
}
