namespace NetMl.Tensors.Optimisation;
public abstract class Optimiser { public abstract void Step(float rate, float decay, long step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second); }
public sealed class Adam : Optimiser
{
    public override void Step(float rate, float decay, long step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second)
    {
        var b1 = 1 - MathF.Pow(0.9f, step + 1); var b2 = 1 - MathF.Pow(0.999f, step + 1);
        for (var i = 0; i < values.Length; i++)
        {
            var g = gradient[i] + decay * values[i];
            first[i] = 0.9f * first[i] + 0.1f * g; second[i] = 0.999f * second[i] + 0.001f * g * g;
            values[i] -= rate * (first[i] / b1) / (MathF.Sqrt(second[i] / b2) + 1e-8f);
        }
    }
}
public interface ISchedule { double Rate(long step); }
public sealed class ConstantSchedule(double rate) : ISchedule { public double Rate(long step) => rate; }
public static class GradientClipping { public static void ByNorm(Span<float> g, float norm) { } }
