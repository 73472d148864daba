namespace NetMl.TrainingCoordinator.Models;

/// <summary>The model API.</summary>
public static class ModelEndpoints
{
    public static IHostApplicationBuilder AddModels(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ModelRegistry>();
        builder.Services.AddSingleton<ArtifactStore>();
        builder.Services.AddSingleton<OnnxDesk>();
        builder.Services.AddSingleton<Cards.CardShelf>();
        builder.Services.AddSingleton<IModelPublisher>(services => services.GetRequiredService<ModelRegistry>());
        return builder;
    }

    public static void MapModels(this IEndpointRouteBuilder app)
    {
        ListModels.Map(app);
        GetModel.Map(app);
        GetCard.Map(app);
        GetArtifact.Map(app);
        GetOnnx.Map(app);
    }
}
