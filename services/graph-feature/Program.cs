using Microsoft.Extensions.Hosting;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Hosts;
using NetMl.GraphFeature.Ingestion;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddFlowStore();
builder.AddIngestion();
builder.AddDatasets();
builder.AddSnapshots();
builder.AddBehaviours();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseCloudEvents();
app.MapSubscribeHandler();
app.MapStoreFlows();
app.MapDatasets();
app.MapHosts();
app.MapSnapshots();
app.MapBehaviours();
app.Run();
