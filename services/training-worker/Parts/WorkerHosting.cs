using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>Registers the worker.</summary>
public static class WorkerHosting
{
    public static IHostApplicationBuilder AddTrainingWorker(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<WorkerOptions, WorkerOptionsValidator>(WorkerOptions.Section);
        builder.Services.AddDaprClient();
        builder.Services.AddActors(_ => { });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CoordinatorClient>();
        builder.Services.AddSingleton<Calls>();
        builder.Services.AddSingleton<Core>();
        builder.Services.AddSingleton<GradientWork>();
        builder.Services.AddSingleton<TrainingNewsSender>();
        builder.Services.AddSingleton<WholeWork>();
        builder.Services.AddSingleton<PartRunner>();
        builder.Services.AddHostedService<LeaseLoop>();
        return builder;
    }
}
