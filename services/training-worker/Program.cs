using NetMl.TrainingWorker.Parts;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddTrainingWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
