using System.Globalization;
using Plumbline.Vision.Metrics.VideoGpa;

namespace Plumbline.Tests.Golden.Subjects;

/// <summary>Points kept at a confidence percentile: <c>thPERCENT.points</c> and <c>thPERCENT.colors</c>.</summary>
internal sealed class VideoGpaPointCloudSubject : IGoldenSubject
{
    public string CasePrefix => "videogpa_pointcloud";

    public GoldenTensor? Compute(GoldenCase golden, string output)
    {
        var separator = output.LastIndexOf('.');
        if (!output.StartsWith("th", StringComparison.Ordinal) || separator < 0)
            return null;
        var percent = double.Parse(output[2..separator], CultureInfo.InvariantCulture);
        var (points, confidences) = (golden.Input("world_points").Floats, golden.Input("depth_conf").Floats);
        var cloud = ColouredPoints.OfMostConfident(points, confidences, golden.Input("images").ToPictures(), percent);
        return output[(separator + 1)..] switch
        {
            "points" => GoldenTensor.Of(cloud.Positions, cloud.Count, 3),
            "colors" => GoldenTensor.Of(cloud.Colours, cloud.Count, 3),
            _ => null,
        };
    }
}
