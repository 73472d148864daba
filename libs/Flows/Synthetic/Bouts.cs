namespace NetMl.Flows.Synthetic;

/// <summary>Cuts an attack into bouts, one in each equal slice of the time: every part of the capture sees some.</summary>
internal sealed class Bouts(Script script, int flows, int flowsPerBout) : IEnumerable<(double Start, int Flows)>
{
    // The last minutes stay free, so that bouts rarely run over the end.
    private const double UsableShare = 0.97;

    public IEnumerator<(double Start, int Flows)> GetEnumerator()
    {
        var bouts = Math.Max(4, (flows + flowsPerBout / 2) / flowsPerBout);
        var slice = script.Seconds * UsableShare / bouts;
        for (var i = 0; i < bouts; i++)
            yield return (slice * i + slice * 0.8 * script.Dice.Below(1000) / 1000, flows / bouts + (i < flows % bouts ? 1 : 0));
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
