namespace NetMl.ParameterServer.Shards;

/// <summary>What fits into one shard: a sidecar takes bodies of at most 4 MiB unless told otherwise, and actor state travels as base64.</summary>
public static class ShardCapacity
{
    /// <summary>Default of daprd's --max-body-size, in bytes.</summary>
    public const int MaxBodyBytes = 4 << 20;

    private const int EnvelopeBytes = 16 << 10;
    private const int StateArrays = 4;

    /// <summary>Why a model cannot be held in this way, with the way out; null when it can.</summary>
    /// <param name="parameters">Length of the model's flat list.</param>
    /// <param name="parts">Gradients per round; all but the last wait in the shard's state.</param>
    public static string? Refuse(int parameters, int shards, int parts)
    {
        var largest = ShardRange.Split(parameters, shards).Max(range => (long)range.Length);
        var arrays = Math.Max(StateArrays, parts - 1);
        var bytes = largest * sizeof(float) * arrays * 4 / 3 + EnvelopeBytes;
        if (bytes < MaxBodyBytes)
            return null;
        var needed = parameters * (long)sizeof(float) * arrays * 4 / 3 / (MaxBodyBytes - EnvelopeBytes) + 1;
        return $"A model of {parameters} parameters needs at least {needed} shards with {parts} workers (a shard's state must stay under {MaxBodyBytes >> 20} MiB); raise shards or lower hiddenSize.";
    }
}
