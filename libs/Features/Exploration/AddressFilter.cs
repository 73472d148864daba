using NetMl.Flows;

namespace NetMl.Features.Exploration;

/// <summary>A set of addresses: a network such as 10.1.0.0/16 or 2001:db8::/32, or all whose text begins alike, such as 10.1.</summary>
public sealed class AddressFilter
{
    private const int IPv4PrefixBits = 96;
    private readonly HostAddress _network;
    private readonly int _bits = -1;
    private readonly string _prefix = "";

    private AddressFilter(HostAddress network, int bits) => (_network, _bits) = (Masked(network, bits), bits);

    private AddressFilter(string prefix) => _prefix = prefix;

    /// <summary>Every address.</summary>
    public static AddressFilter All { get; } = new("");

    /// <summary>Reads a network or a beginning, nothing = all; null when it is neither.</summary>
    public static AddressFilter? TryParse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return All;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return text.All(symbol => char.IsAsciiHexDigit(symbol) || symbol is '.' or ':') ? new AddressFilter(text.ToLowerInvariant()) : null;
        if (!HostAddressParser.TryParse(text.AsSpan(0, slash), out var network))
            return null;
        var isNumber = int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out var bits);
        var most = network.IsIPv4 ? 32 : 128;
        return isNumber && bits <= most ? new AddressFilter(network, network.IsIPv4 ? IPv4PrefixBits + bits : bits) : null;
    }

    /// <summary>Whether an address belongs to the set.</summary>
    public bool Matches(HostAddress address) =>
        _bits >= 0 ? Masked(address, _bits) == _network : _prefix.Length == 0 || address.ToString().StartsWith(_prefix, StringComparison.Ordinal);

    private static HostAddress Masked(HostAddress address, int bits) =>
        new(address.High & Mask(Math.Min(bits, 64)), address.Low & Mask(Math.Max(0, bits - 64)));

    private static ulong Mask(int bits) => bits == 0 ? 0 : ulong.MaxValue << (64 - bits);
}
