using NetMl.Federation.Learning;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>All sites' items in one place: what a federation is compared with.</summary>
internal sealed class RealFlowsUnion(IReadOnlyList<ITestedObjective> sites) : ILocalObjective
{
    private readonly (ITestedObjective Site, int Unit)[] _units = [.. sites.SelectMany(site => Enumerable.Range(0, site.Units).Select(unit => (site, unit)))];

    public int Parameters => sites[0].Parameters;

    public int Items => sites.Sum(site => site.Items);

    public int Units => _units.Length;

    public int ItemsOf(int unit) => _units[unit].Site.ItemsOf(_units[unit].Unit);

    public double AddGradient(int unit, Memory<float> parameters, Memory<float> gradient) => _units[unit].Site.AddGradient(_units[unit].Unit, parameters, gradient);

    public double Loss(Memory<float> parameters) => sites.Sum(site => site.Loss(parameters) * site.Items) / Items;
}
