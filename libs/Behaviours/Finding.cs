using System.Security.Cryptography;
using System.Text;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours;

/// <summary>A named behaviour of a host, with the numbers that support it.</summary>
/// <param name="Behaviour">One of <see cref="BehaviourNames"/>.</param>
/// <param name="Source">Address of the host that behaves so.</param>
/// <param name="Target">Address of the other side; null when there are many.</param>
/// <param name="First">Start of the first flow that belongs to it, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Last">Start of the last one.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Technique">MITRE ATT&amp;CK technique.</param>
/// <param name="Evidence">Numbers by name, the unit in the name.</param>
/// <param name="Sentence">What a person would say.</param>
public sealed record Finding(
    string Behaviour, string Source, string? Target, long First, long Last, double Score, string Technique,
    IReadOnlyDictionary<string, double> Evidence, string Sentence)
{
    /// <summary>Most ids of flows that a finding names; the first ones and the last ones of the behaviour.</summary>
    public const int MostUids = 20;

    /// <summary>Ids that the log gave to flows behind it, at most <see cref="MostUids"/>, in time order; empty when the log has none.</summary>
    public IReadOnlyList<string> Uids { get; init; } = [];

    /// <summary>Flows behind it.</summary>
    public long Flows { get; init; }

    /// <summary>What lowered or raised the score, and by how much.</summary>
    public IReadOnlyList<ScoreAdjustment> Adjustments { get; init; } = [];

    /// <summary>32 hex digits over behaviour, source and target: more flows of the same behaviour keep the id.</summary>
    public string Id { get; } = IdOf(Behaviour, Source, Target);

    private static string IdOf(string behaviour, string source, string? target)
    {
        var key = Encoding.UTF8.GetBytes($"{behaviour}\n{source}\n{target}");
        return Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 16));
    }
}
