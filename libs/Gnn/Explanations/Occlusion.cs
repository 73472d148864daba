namespace NetMl.Gnn.Explanations;

/// <summary>Leaves each edge out by itself: exact and simple, where no mask reaches into a network.</summary>
internal static class Occlusion
{
    /// <summary>Loss of the probability of a class by each edge, divided by the largest; 0 where nothing is lost, and beyond the first <paramref name="most"/> edges. One pass each.</summary>
    public static float[] Run(Question question, int @class, int most, CancellationToken cancellationToken)
    {
        var keeps = new bool[question.Edges];
        keeps.AsSpan().Fill(true);
        var whole = question.Probabilities(keeps)[@class];
        var losses = new float[question.Edges];
        for (var edge = 0; edge < Math.Min(most, losses.Length); edge++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            keeps[edge] = false;
            losses[edge] = Math.Max(0, whole - question.Probabilities(keeps)[@class]);
            keeps[edge] = true;
        }
        var largest = losses.Length == 0 ? 0 : losses.Max();
        return largest <= 0 ? losses : Array.ConvertAll(losses, loss => loss / largest);
    }
}
