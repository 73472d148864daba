using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.GraphFeature.Social;

/// <summary>Section Social.</summary>
public sealed class SocialOptions
{
    /// <summary>Most edges of a graph that is asked for communities, brokers, influence or links, 1 to 100,000,000; each takes about 40 bytes of memory.</summary>
    [Range(1, 100_000_000)]
    public int MaximumEdges { get; set; } = 5_000_000;

    /// <summary>Work that one question may take, in millions of edges looked at, 1 to 1,000,000; a thousand take some seconds.</summary>
    [Range(1, 1_000_000)]
    public int MaximumMillionSteps { get; set; } = 4_000;

    internal double MaximumSteps => MaximumMillionSteps * 1e6;
}

[OptionsValidator]
internal sealed partial class SocialOptionsValidator : IValidateOptions<SocialOptions>;
