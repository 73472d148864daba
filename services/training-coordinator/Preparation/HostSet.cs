using NetMl.Features.Exploration;
using NetMl.Flows;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Hosts that are named by their address or by their network.</summary>
sealed class HostSet(IReadOnlyList<string> names)
{
    private readonly HashSet<HostAddress> _addresses = [.. names.Where(IsAddress).Select(Address)];
    private readonly AddressFilter[] _networks = [.. names.Where(name => !IsAddress(name)).Select(AddressFilter.TryParse).OfType<AddressFilter>()];

    /// <summary>Whether a name is an address, or a network such as 10.1.0.0/16.</summary>
    public static bool IsOne(string? name) => name is not null && (IsAddress(name) || (name.Contains('/', StringComparison.Ordinal) && AddressFilter.TryParse(name) is not null));

    /// <summary>Whether the host is named; one that has no address never is.</summary>
    public bool Holds(string host) =>
        HostAddressParser.TryParse(host, out var address) && (_addresses.Contains(address) || _networks.Any(network => network.Matches(address)));

    private static bool IsAddress(string name) => HostAddressParser.TryParse(name, out _);

    private static HostAddress Address(string name) => HostAddressParser.TryParse(name, out var address) ? address : default;
}
