using Microsoft.Extensions.Hosting;
using NetMl.Ingest;
using NetMl.Ingest.Streams;
using NetMl.Ingest.Uploads;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddIngest();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseWebSockets();
app.MapUploadFlows();
app.MapStreamFlows();
app.Run();
