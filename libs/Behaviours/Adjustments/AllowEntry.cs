using NetMl.Flows;

namespace NetMl.Behaviours.Adjustments;

/// <summary>What is expected and why; all that it names must fit.</summary>
/// <param name="Network">One of both ends lies in it; null = wherever.</param>
/// <param name="Port">Port that the finding is about; −1 = whichever.</param>
/// <param name="Protocol">Its protocol; null = whichever.</param>
/// <param name="Name">One of both ends is called so, * standing for any letters; null = whatever they are called.</param>
/// <param name="Behaviour">One of <see cref="BehaviourNames"/>; null = whatever it does.</param>
/// <param name="Reason">What a person would say.</param>
internal sealed record AllowEntry(AddressNetwork? Network, int Port, byte? Protocol, string? Name, string? Behaviour, string Reason)
{
    /// <summary>Whether it covers a finding.</summary>
    /// <param name="ends">Addresses of the hosts.</param>
    /// <param name="names">What they are called.</param>
    public bool Covers(string behaviour, int port, byte protocol, IReadOnlyList<HostAddress> ends, IReadOnlyList<string> names) =>
        (Behaviour is null || Behaviour == behaviour)
        && (Port < 0 || Port == port) && (Protocol is null || (port >= 0 && Protocol == protocol))
        && (Network is not { } network || ends.Any(network.Contains))
        && (Name is null || names.Any(name => NamePattern.Fits(Name, name)));
}
