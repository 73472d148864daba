using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.Models;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddTrainingJobs();
builder.AddLeases();
builder.AddModels();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapJobs();
app.MapLeases();
app.MapModels();
app.Run();
