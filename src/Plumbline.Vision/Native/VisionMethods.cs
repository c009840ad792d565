using System.Runtime.InteropServices;

namespace Plumbline.Vision.Native;

/// <summary>
/// The exports of <c>native/plumbline_vision.cpp</c>, which documents each; nothing outside this folder's wrappers
/// calls them.
/// </summary>
internal static unsafe partial class VisionMethods
{
    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_abi_version")]
    public static partial int AbiVersion();

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_last_error")]
    public static partial nint LastError();

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_engine_versions")]
    public static partial nint EngineVersions();

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_initialize")]
    public static partial int Initialize();

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_resize")]
    public static partial int Resize(
        void* source, int width, int height, int channels, int depth, void* target, int targetWidth, int targetHeight,
        int interpolation);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_gray")]
    public static partial int Gray(byte* rgb, int width, int height, byte* gray);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_gaussian_blur")]
    public static partial int GaussianBlur(
        void* source, int width, int height, int channels, int depth, double sigma, void* target);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_sift")]
    public static partial int Sift(
        byte* gray, int width, int height, int maxFeatures, double contrastThreshold, double edgeThreshold,
        double sigma,
        float* keypoints, float* descriptors, int capacity);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_match_two_nearest")]
    public static partial int MatchTwoNearest(
        float* a, int countA, float* b, int countB, int dimension, int* nearest, float* distances);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_dis_flow")]
    public static partial int DisFlow(
        byte* from, byte* to, int width, int height, int preset, int useInitial, float* flow);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_corners")]
    public static partial int Corners(
        byte* gray, int width, int height, int maxCorners, double quality, double minDistance, int blockSize,
        float* points);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_track_points")]
    public static partial int TrackPoints(
        byte* from, byte* to, int width, int height, float* points, int count, int window, int levels,
        double minEigenvalue, float* targets, byte* found);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_find_fundamental")]
    public static partial int FindFundamental(
        float* a, float* b, int count, double thresholdPixels, double confidence, int maxIterations,
        double* fundamental, byte* inliers);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_find_homography")]
    public static partial int FindHomography(
        float* a, float* b, int count, double thresholdPixels, double confidence, int maxIterations, double* homography,
        byte* inliers);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_find_relative_pose")]
    public static partial int FindRelativePose(
        float* a, float* b, int count, double* camera, double thresholdPixels, double confidence, int maxIterations,
        double* rotation, double* translation, byte* inliers);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_solve_pnp")]
    public static partial int SolvePnp(
        float* points, float* pixels, int count, double* camera, double thresholdPixels, double confidence,
        int maxIterations,
        double* pose, byte* inliers);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_bundle_adjust")]
    public static partial int BundleAdjust(
        int viewCount, int pointCount, int observationCount, double* poses, double* logFocals, int focalMode,
        double* points,
        int* viewOf, int* pointOf, double* pixels, double* settings, int fixTranslation, int maxIterations,
        double* costs);

    [LibraryImport(VisionLibrary.Name, EntryPoint = "pv_projective_adjust")]
    public static partial int ProjectiveAdjust(
        int viewCount, int pointCount, int observationCount, double* projections, double* points, int* viewOf,
        int* pointOf, double* pixels,
        double lossScale, double* priorWeights, int maxIterations, double* costs);
}
