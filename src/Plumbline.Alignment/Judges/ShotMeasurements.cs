using Plumbline.Vision;
using Plumbline.Vision.Depth;
using Plumbline.Vision.Features;
using Plumbline.Vision.Mapping;
using Plumbline.Vision.Metrics;

namespace Plumbline.Alignment.Judges;

/// <summary>
/// Every part of a shot's verdict besides the score: per frame, per clip, and the dense maps behind them.
/// </summary>
internal sealed class ShotMeasurements
{
    private readonly ShotGeometry _geometry;
    private readonly FrameTest[] _tests;
    private readonly bool[][]? _moving;
    private readonly double _sourcePixels;

    private ShotMeasurements(ShotGeometry geometry, FrameTest[] tests, bool[][]? moving)
    {
        _geometry = geometry;
        _tests = tests;
        _moving = moving;
        _sourcePixels = geometry.Pictures.SourcePixels;
        Epipolar = new EpipolarMap[tests.Length];
        Predictions = new FramePrediction[tests.Length];
        Similarities = new MaskedSimilarity?[tests.Length];
        Depths = new DepthConsistency?[tests.Length];
        Reprojection = new double?[tests.Length];
    }

    /// <summary>Metric depth; absent where the camera only turns.</summary>
    public MetricDepth? Metric { get; private set; }
    public EpipolarMap[] Epipolar { get; }
    public FramePrediction[] Predictions { get; }
    public MaskedSimilarity?[] Similarities { get; }
    public DepthConsistency?[] Depths { get; }

    /// <summary>Mean pointwise reprojection error of each frame in canonical pixels.</summary>
    public double?[] Reprojection { get; }

    /// <summary>Measures a shot.</summary>
    /// <param name="geometry">Cameras, flow and pictures.</param>
    /// <param name="tests">Tests of the frames, without what moves by itself.</param>
    /// <param name="moving">Grid cells of each frame that no part counts; absent when every cell counts.</param>
    public static ShotMeasurements Take(ShotGeometry geometry, FrameTest[] tests, bool[][]? moving)
    {
        var taken = new ShotMeasurements(geometry, tests, moving);
        var moves = geometry.Model.Model is CameraModel.Translation or CameraModel.TranslationAndZoom;
        taken.Metric = moves ? MetricDepth.Solve(geometry) : null;
        if (moving is not null)
            taken.Metric?.Forget(moving);
        Parallel.For(0, tests.Length, i =>
        {
            var pictures = geometry.Pictures;
            taken.Epipolar[i] = EpipolarMap.Measure(
                geometry.Flows, geometry.Views, geometry.Textures[i], i, moving?[i]);
            var prediction = taken.Predictions[i] = FramePrediction.Draw(geometry, tests[i]);
            taken.Similarities[i] = MaskedSimilarity.Compare(
                pictures.Gray[i], Resampling.Gray(prediction.Rgb, pictures.Width, pictures.Height), taken.Compared(i),
                pictures.Width, pictures.Height);
            if (taken.Metric is { } metric)
                taken.Depths[i] = DepthConsistency.Compare(
                    geometry.Flows, geometry.Model, metric.Views, metric.InverseDepths, metric.Normals, i);
        });
        taken.MeasureReprojection();
        return taken;
    }

    /// <summary>Parts of one frame.</summary>
    public IReadOnlyList<Part> Frame(int i)
    {
        var parts = new PartList();
        var test = _tests[i];
        parts.Add("leaveOneOutError", test.Weight > 0 ? _sourcePixels * test.ErrorSum.Sum(e =>
            (double)e) / test.Weight : null, "px", Direction.LowerIsBetter);
        parts.Add("sampsonError", _sourcePixels * Epipolar[i].MeanPixels, "px", Direction.LowerIsBetter);
        parts.Add("reprojectionError", _sourcePixels * Reprojection[i], "px", Direction.LowerIsBetter);
        parts.Add("leaveOneOutPsnr", Similarities[i]?.PsnrDecibels, "dB", Direction.HigherIsBetter);
        parts.Add("leaveOneOutSsim", Similarities[i]?.Ssim, "1", Direction.HigherIsBetter);
        parts.Add("depthAgreement", 100 * Depths[i]?.Agreement, "%", Direction.HigherIsBetter);
        parts.Add("depthTemporalConsistency", 100 * Depths[i]?.TemporalStability, "%", Direction.HigherIsBetter);
        parts.Add("scDepthConsistency", Depths[i]?.ScaleConsistentDifference, "1", Direction.LowerIsBetter);
        parts.Add("surfaceNormalStability", Depths[i]?.NormalAngleDegrees, "°", Direction.LowerIsBetter);
        parts.Add("testableShare", test.Predictions > 0
            ? 100 * test.Weight / test.Predictions
            : null, "%", Direction.Descriptive);
        parts.Add("coverage", 100.0 * test.Predicted.Count(p => p) / test.Predicted.Length, "%", Direction.Descriptive);
        parts.Add("photometricGain", Similarities[i]?.Gain, "1", Direction.Descriptive);
        return parts.Parts;
    }

    /// <summary>
    /// Parts of the shot: means of the frames' parts over the frames that have them, and what only a shot has.
    /// </summary>
    public IReadOnlyList<Part> Shot()
    {
        var parts = new PartList();
        foreach (var group in Enumerable.Range(0, _tests.Length).SelectMany(Frame).GroupBy(p => p.Name))
            if (group.Key != "photometricGain")
                parts.Add(group.Key, group.Average(p => p.Value), group.First().Unit, group.First().Direction);
        parts.Add("trackSmoothness", TrackSmoothness.Measure(
            _geometry.Tracks, [.. _geometry.Pictures.Frames.Select(f => f.Index)], MovesByItself), "1",
            Direction.LowerIsBetter);
        parts.Add("photometricFlicker", Flicker(), "%", Direction.LowerIsBetter);
        parts.Add(
            "registeredFrames", 100.0 * _geometry.Model.RegisteredCount / _tests.Length, "%", Direction.HigherIsBetter);
        parts.Add("motion", _sourcePixels * MedianMotion(), "px", Direction.Descriptive);
        if (Metric is not null)
        {
            parts.Add("cameraPathLength", CameraPathLength(), "scene depths", Direction.Descriptive);
            parts.Add("parallax", _sourcePixels * Parallax(), "px", Direction.Descriptive);
        }

        return parts.Parts;
    }

    // Pixels on which a frame and its prediction are compared.
    private bool[] Compared(int frame)
    {
        var predicted = Predictions[frame].Predicted;
        if (_moving is null)
            return predicted;
        var width = _geometry.Pictures.Width;
        return [.. predicted.Select((known, p) => known && !_moving[frame][CellOf(p % width, p / width)])];
    }

    private bool MovesByItself(int sighting)
    {
        var tracks = _geometry.Tracks;
        return _moving is not null && _moving[tracks.ViewOf[sighting]]
            [CellOf((int)tracks.Pixels[2 * sighting], (int)tracks.Pixels[2 * sighting + 1])];
    }

    private int CellOf(int x, int y)
    {
        var (width, height) = (_geometry.Flows.GridWidth, _geometry.Flows.GridHeight);
        var (column, row) = (x / FlowGraph.Stride, y / FlowGraph.Stride);
        return Math.Clamp(row, 0, height - 1) * width + Math.Clamp(column, 0, width - 1);
    }

    // Pointwise: each triangulated point against each of its sightings; what lies behind the camera counts as the cap.
    private void MeasureReprojection()
    {
        const double cap = 10;
        var (tracks, model) = (_geometry.Tracks, _geometry.Model);
        var poses = Enumerable.Range(0, model.State.ViewCount).Select(model.State.Pose).ToArray();
        var (sums, counts) = (new double[_tests.Length], new int[_tests.Length]);
        for (var o = 0; o < tracks.ObservationCount; o++)
            if (model.Triangulated[tracks.TrackOf[o]] && model.Registered[tracks.ViewOf[o]] && !MovesByItself(o))
            {
                sums[tracks.ViewOf[o]] += Math.Min(cap, model.ResidualPixels(poses, tracks, o));
                counts[tracks.ViewOf[o]]++;
            }

        for (var i = 0; i < sums.Length; i++)
            Reprojection[i] = counts[i] > 0 ? sums[i] / counts[i] : null;
    }

    // Mean absolute change of brightness that geometry does not explain.
    private double? Flicker()
    {
        var gains = Similarities.OfType<MaskedSimilarity>().Where(s => s.Gain > 0)
            .Select(s => Math.Abs(Math.Log(s.Gain))).ToArray();
        return gains.Length == 0 ? null : 100 * gains.Average();
    }

    private double MedianMotion()
    {
        var steps = Enumerable.Range(0, _tests.Length - 1).Select(i => _geometry.Flows[i, i + 1].MedianPixels)
            .Order().ToArray();
        return steps[steps.Length / 2];
    }

    private double? CameraPathLength()
    {
        var model = _geometry.Model;
        var centres = Enumerable.Range(0, model.State.ViewCount).Where(v => model.Registered[v])
            .Select(v => model.State.Pose(v).OriginInSource).ToArray();
        var depths = Metric!.InverseDepths.OfType<float[]>().SelectMany(
            plane => plane.Where((_, g) => g % 16 == 0 && plane[g] > 0))
            .Select(rho => 1.0 / rho).Order().ToArray();
        if (depths.Length == 0)
            return null;
        var path = 0.0;
        for (var i = 1; i < centres.Length; i++)
            path += (centres[i] - centres[i - 1]).Length;
        return path / depths[depths.Length / 2];
    }

    // Median over pixels and links of how far depth moves a pixel between neighbouring samples.
    private double? Parallax()
    {
        var shifts = new List<double>();
        for (var i = 0; i + 1 < _tests.Length; i++)
        {
            if (Metric!.Views[i] is not { } own || Metric.Views[i + 1] is not { } next
                || Metric.InverseDepths[i] is not { } plane)
                continue;
            var t = own.To(next);
            for (var g = 0; g < plane.Length; g += 16)
            {
                double x = g % _geometry.Flows.GridWidth * FlowGraph.Stride, y =
                    g / _geometry.Flows.GridWidth * FlowGraph.Stride;
                var (ex, ey) = (t.E.X - x * t.E.Z, t.E.Y - y * t.E.Z);
                if (plane[g] > 0)
                    shifts.Add(plane[g] * Math.Sqrt(ex * ex + ey * ey));
            }
        }

        if (shifts.Count == 0)
            return null;
        shifts.Sort();
        return shifts[shifts.Count / 2];
    }

    private sealed class PartList
    {
        private readonly List<Part> _parts = [];
        public IReadOnlyList<Part> Parts => _parts;

        public void Add(string name, double? value, string unit, Direction direction)
        {
            if (value is { } known && double.IsFinite(known))
                _parts.Add(new(name, known, unit, direction));
        }
    }
}
