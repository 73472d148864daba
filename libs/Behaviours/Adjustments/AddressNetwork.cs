using System.Globalization;
using NetMl.Flows;

namespace NetMl.Behaviours.Adjustments;

/// <summary>All addresses that begin with the same bits: 10.1.0.0/16, 2001:db8::/32, or one address.</summary>
internal readonly record struct AddressNetwork
{
    private const int IPv4PrefixBits = 96;
    private readonly HostAddress _first;
    private readonly int _bits;

    private AddressNetwork(HostAddress address, int bits) => (_first, _bits) = (Masked(address, bits), bits);

    /// <summary>Reads an address, or an address, a slash and the number of bits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AddressNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/');
        if (!HostAddressParser.TryParse(slash < 0 ? text : text[..slash], out var address))
            return false;
        int most = address.IsIPv4 ? 32 : 128, bits = most;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > most))
            return false;
        network = new AddressNetwork(address, address.IsIPv4 ? IPv4PrefixBits + bits : bits);
        return true;
    }

    public bool Contains(HostAddress address) => Masked(address, _bits) == _first;

    private static HostAddress Masked(HostAddress address, int bits) =>
        new(address.High & Mask(Math.Min(bits, 64)), address.Low & Mask(Math.Max(0, bits - 64)));

    private static ulong Mask(int bits) => bits == 0 ? 0 : ulong.MaxValue << (64 - bits);
}
