using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.Gateway.Forwarding;

/// <summary>Section "Gateway:Forwarding".</summary>
internal sealed class ForwardingOptions
{
    public const string Section = "Gateway:Forwarding";

    /// <summary>A call that moves no byte for this long is given up with 504. Streams may be silent for a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Time to open a connection before the instance counts as gone.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Between two health probes of an instance; two failures in a row take it out.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A probe without answer for this long has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>After this an instance that failed real traffic is given some again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Reactivation { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bodies of computations up to this many bytes are kept until the answer comes, so that they can be sent to another instance. 0 = none.</summary>
    [Range(0, 64 << 20)]
    public int ReplayBytes { get; set; } = 4 << 20;
}

[OptionsValidator]
internal sealed partial class ForwardingOptionsValidator : IValidateOptions<ForwardingOptions>;
