using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Detection;

/// <summary>Counts the callers of each host once, however often it is asked.</summary>
internal sealed class RememberedFacts(INetworkFacts network) : INetworkFacts
{
    private readonly Dictionary<int, int> _callers = [];

    public long First => network.First;

    public long Last => network.Last;

    public int Insiders => network.Insiders;

    public PeerAddress Host(int number) => network.Host(number);

    public long FirstSeen(int host) => network.FirstSeen(host);

    public int Peers(int host) => network.Peers(host);

    public int Callers(int target) =>
        _callers.TryGetValue(target, out var known) ? known : _callers[target] = network.Callers(target);
}
