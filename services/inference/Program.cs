using Microsoft.Extensions.Hosting;
using NetMl.Inference.Capacity;
using NetMl.Inference.Evaluating;
using NetMl.Inference.Explaining;
using NetMl.Inference.Models;
using NetMl.Inference.Protocol;
using NetMl.Inference.Refusals;
using NetMl.Inference.Scoring;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddModels();
builder.AddCapacity();
builder.AddScoring();
builder.AddEvaluating();
builder.AddExplaining();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseRefusals();
app.UseCloudEvents();
app.MapSubscribeHandler();
app.MapModelsPublished();
app.MapOpenInferenceProtocol();
app.MapScoring();
app.MapEvaluating();
app.MapExplaining();
app.Run();
