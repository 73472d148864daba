namespace NetMl.Federation.Strategies;

/// <summary>How the server follows the mean change of the sites' parameters.</summary>
internal interface IServerStep
{
    /// <summary>The memory before the first step; its length never changes.</summary>
    float[] Start(int parameters);

    /// <summary>Moves the model.</summary>
    /// <param name="model">x [P], changed in place.</param>
    /// <param name="memory">As from <see cref="Start"/>, changed in place.</param>
    /// <param name="change">Δ [P]: weighted mean of the sites' new − old parameters.</param>
    void Apply(Span<float> model, Span<float> memory, ReadOnlySpan<float> change);
}
