using NetMl.TrainingCoordinator.Federations;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.Models;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddTrainingJobs();
builder.AddLeases();
builder.AddModels();
builder.AddFederations();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapJobs();
app.MapLeases();
app.MapModels();
app.MapFederations();
app.Run();
