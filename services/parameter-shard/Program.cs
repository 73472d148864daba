using NetMl.ParameterShard.Shards;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddParameterShards();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapActorsHandlers();
app.Run();
