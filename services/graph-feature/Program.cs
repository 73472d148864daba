using Microsoft.Extensions.Hosting;
using NetMl.GraphFeature;
using NetMl.GraphFeature.Backups;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Graphs;
using NetMl.GraphFeature.Hosts;
using NetMl.GraphFeature.Ingestion;
using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddFlowStore();
builder.AddIngestion();
builder.AddOwnership();
builder.AddDatasets();
builder.AddHosts();
builder.AddSnapshots();
builder.AddBehaviours();
builder.AddGraphs();
builder.AddBackups();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseCloudEvents();
app.MapSubscribeHandler();
app.MapActorsHandlers().ExcludeFromDescription();
app.MapStoreFlows();

var api = app.MapChecked();
api.MapDatasets();
api.MapHosts();
api.MapSnapshots();
api.MapBehaviours();
api.MapGraphs();
api.MapBackups();
app.Run();
