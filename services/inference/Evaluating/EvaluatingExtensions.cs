namespace NetMl.Inference.Evaluating;

internal static class EvaluatingExtensions
{
    public static void AddEvaluating(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<EvaluationOptions, EvaluationOptionsValidator>(EvaluationOptions.Section);
        builder.Services.AddSingleton<FlowAnswers>();
        builder.Services.AddSingleton<Evaluations>();
        builder.Services.AddSingleton<EvaluateModel>();
    }

    public static void MapEvaluating(this IEndpointRouteBuilder app) => EvaluateModel.Map(app);
}
