using NetMl.Inference.Protocol;

namespace NetMl.Inference.Scoring;

internal static class ScoringExtensions
{
    public static void AddScoring(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Replica>();
        builder.Services.AddSingleton<FlowsBody>();
        builder.Services.AddSingleton<ScoreFlows>();
        builder.Services.AddSingleton<Infer>();
    }

    public static void MapScoring(this IEndpointRouteBuilder app) => ScoreFlows.Map(app);
}
