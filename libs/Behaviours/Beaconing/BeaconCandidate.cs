using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Beaconing;

/// <summary>Calls of one pair that are even enough to be a beacon, should they go outward and last through the data set's time.</summary>
/// <param name="Seconds">[k] ascending: when each began.</param>
/// <param name="Even">The parts of the score that the calls alone give.</param>
/// <param name="MedianSeconds">Between two calls.</param>
/// <param name="Period">Null = not periodic beyond chance.</param>
internal sealed record BeaconCandidate(int Source, int Target, int Port, byte Protocol, Finding Finding, long[] Seconds, BeaconScore Even, double MedianSeconds, Periodicity? Period)
    : Candidate(Source, Target, Port, Protocol, Finding);
