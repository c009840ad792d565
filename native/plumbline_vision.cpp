// The C ABI of OpenCV and Ceres for Plumbline: one export per idea, no algorithm of ours.
// Pictures are dense row-major buffers; points are interleaved x, y; every function returns a count or 1 on success and
// a negative number on failure, after which pv_last_error says why. All results are deterministic: the robust
// estimators keep their fixed seeds and the solvers run on one thread, so callers parallelise over frames and pairs.

#include <ceres/ceres.h>
#include <ceres/rotation.h>
#include <ceres/version.h>
#include <glog/logging.h>
#include <opencv2/calib3d.hpp>
#include <opencv2/core.hpp>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#define PV_EXPORT extern "C" __attribute__((visibility("default")))

namespace {

constexpr int kAbiVersion = 4;
thread_local std::string lastError;

// No C++ exception may cross the C ABI.
template <typename Body>
int Guard(const char* name, Body body) noexcept {
    try {
        return body();
    } catch (const cv::Exception& e) {
        lastError = std::string(name) + ": " + e.err;
    } catch (const std::exception& e) {
        lastError = std::string(name) + ": " + e.what();
    } catch (...) {
        lastError = std::string(name) + ": unknown native failure";
    }
    return -1;
}

cv::Mat View(const void* data, int width, int height, int type) {
    return cv::Mat(height, width, type, const_cast<void*>(data));
}

std::vector<cv::Point2f> Points(const float* xy, int count) {
    const auto* p = reinterpret_cast<const cv::Point2f*>(xy);
    return std::vector<cv::Point2f>(p, p + count);
}

void CopyMatrix(const cv::Mat& source, double* target) {
    cv::Mat m;
    source.convertTo(m, CV_64F);
    std::memcpy(target, m.ptr<double>(), sizeof(double) * m.total());
}

int CopyMask(const cv::Mat& source, int count, uint8_t* inliers) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
        inliers[i] = source.empty() ? 0 : (source.at<uint8_t>(i) != 0);
        kept += inliers[i];
    }
    return kept;
}

// Pixel residual of a pinhole view. Parameters: pose (axis-angle, translation), log focal, point.
struct PinholeResidual {
    double x, y, cx, cy, aspect;

    template <typename T>
    bool operator()(const T* pose, const T* logFocal, const T* point, T* residual) const {
        T p[3];
        ceres::AngleAxisRotatePoint(pose, point, p);
        p[0] += pose[3];
        p[1] += pose[4];
        p[2] += pose[5];
        // Behind or on the camera plane the projection is meaningless; a floor keeps the solver finite.
        const T z = p[2] < T(1e-6) ? T(1e-6) : p[2];
        const T f = exp(logFocal[0]);
        residual[0] = f * p[0] / z + cx - x;
        residual[1] = f * aspect * p[1] / z + cy - y;
        return true;
    }
};

// Gaussian prior on one number.
struct PriorResidual {
    double mean, inverseSigma;

    template <typename T>
    bool operator()(const T* value, T* residual) const {
        residual[0] = (value[0] - mean) * inverseSigma;
        return true;
    }
};

// Gaussian prior on the difference of two numbers.
struct DifferenceResidual {
    double inverseSigma;

    template <typename T>
    bool operator()(const T* a, const T* b, T* residual) const {
        residual[0] = (a[0] - b[0]) * inverseSigma;
        return true;
    }
};

// Pixel residual of a general projective view. Parameters: P (3x4, row major), point.
struct ProjectiveResidual {
    double x, y;

    template <typename T>
    bool operator()(const T* p, const T* point, T* residual) const {
        const T u = p[0] * point[0] + p[1] * point[1] + p[2] * point[2] + p[3];
        const T v = p[4] * point[0] + p[5] * point[1] + p[6] * point[2] + p[7];
        const T w = p[8] * point[0] + p[9] * point[1] + p[10] * point[2] + p[11];
        const T z = w < T(1e-6) ? T(1e-6) : w;
        residual[0] = u / z - x;
        residual[1] = v / z - y;
        return true;
    }
};

// Keeps the twelve entries of a projective view near where they began.
struct ProjectivePrior {
    double start[12];
    double weight[12];

    template <typename T>
    bool operator()(const T* p, T* residual) const {
        for (int i = 0; i < 12; i++) residual[i] = (p[i] - start[i]) * weight[i];
        return true;
    }
};

ceres::Solver::Options SolverOptions(int maxIterations) {
    ceres::Solver::Options options;
    options.linear_solver_type = ceres::DENSE_SCHUR;
    options.max_num_iterations = maxIterations;
    options.num_threads = 1;
    options.function_tolerance = 1e-5;
    options.gradient_tolerance = 1e-10;
    options.parameter_tolerance = 1e-7;
    options.logging_type = ceres::SILENT;
    return options;
}

int Finish(const char* name, const ceres::Solver::Summary& summary, double* costs) {
    costs[0] = summary.initial_cost;
    costs[1] = summary.final_cost;
    if (!summary.IsSolutionUsable()) {
        lastError = std::string(name) + ": " + summary.message;
        return -1;
    }
    return 1;
}

}  // namespace

PV_EXPORT int pv_abi_version() { return kAbiVersion; }

PV_EXPORT const char* pv_last_error() { return lastError.c_str(); }

PV_EXPORT const char* pv_engine_versions() {
    static const std::string versions = std::string("OpenCV ") + CV_VERSION + ", Ceres " + CERES_VERSION_STRING;
    return versions.c_str();
}

PV_EXPORT int pv_initialize() {
    return Guard("initialize", [] {
        cv::setNumThreads(1);
        FLAGS_minloglevel = 3;
        return 1;
    });
}

// interpolation: 0 nearest, 1 linear, 2 cubic, 3 area (OpenCV's own numbers); depth: 0 bytes, 5 float32.
PV_EXPORT int pv_resize(const void* source, int width, int height, int channels, int depth, void* target, int targetWidth,
                        int targetHeight, int interpolation) {
    return Guard("resize", [&] {
        cv::Mat out = View(target, targetWidth, targetHeight, CV_MAKETYPE(depth, channels));
        cv::resize(View(source, width, height, CV_MAKETYPE(depth, channels)), out, out.size(), 0, 0, interpolation);
        return 1;
    });
}

PV_EXPORT int pv_gray(const uint8_t* rgb, int width, int height, uint8_t* gray) {
    return Guard("gray", [&] {
        cv::Mat out = View(gray, width, height, CV_8UC1);
        cv::cvtColor(View(rgb, width, height, CV_8UC3), out, cv::COLOR_RGB2GRAY);
        return 1;
    });
}

PV_EXPORT int pv_gaussian_blur(const void* source, int width, int height, int channels, int depth, double sigma, void* target) {
    return Guard("gaussian blur", [&] {
        cv::Mat out = View(target, width, height, CV_MAKETYPE(depth, channels));
        cv::GaussianBlur(View(source, width, height, CV_MAKETYPE(depth, channels)), out, cv::Size(), sigma, sigma, cv::BORDER_REPLICATE);
        return 1;
    });
}

// keypoints: x, y, size, angle, response for each; descriptors: 128 floats each. Returns how many were written.
PV_EXPORT int pv_sift(const uint8_t* gray, int width, int height, int maxFeatures, double contrastThreshold, double edgeThreshold,
                      double sigma, float* keypoints, float* descriptors, int capacity) {
    return Guard("SIFT", [&] {
        std::vector<cv::KeyPoint> found;
        cv::Mat table;
        cv::SIFT::create(maxFeatures, 3, contrastThreshold, edgeThreshold, sigma)
            ->detectAndCompute(View(gray, width, height, CV_8UC1), cv::noArray(), found, table);
        const int count = std::min<int>(static_cast<int>(found.size()), capacity);
        for (int i = 0; i < count; i++) {
            float* k = keypoints + 5 * i;
            k[0] = found[i].pt.x;
            k[1] = found[i].pt.y;
            k[2] = found[i].size;
            k[3] = found[i].angle;
            k[4] = found[i].response;
        }
        if (count > 0) std::memcpy(descriptors, table.ptr<float>(), sizeof(float) * 128 * count);
        return count;
    });
}

// Brute-force two nearest neighbours with L2; nearest: index into b, distances: first and second. Needs two rows in b.
PV_EXPORT int pv_match_two_nearest(const float* a, int countA, const float* b, int countB, int dimension, int* nearest, float* distances) {
    return Guard("descriptor matching", [&] {
        std::vector<std::vector<cv::DMatch>> matches;
        cv::BFMatcher(cv::NORM_L2).knnMatch(View(a, dimension, countA, CV_32FC1), View(b, dimension, countB, CV_32FC1), matches, 2);
        for (int i = 0; i < countA; i++) {
            if (matches[i].size() < 2) {
                lastError = "descriptor matching: expected two rows to match against";
                return -1;
            }
            nearest[i] = matches[i][0].trainIdx;
            distances[2 * i] = matches[i][0].distance;
            distances[2 * i + 1] = matches[i][1].distance;
        }
        return countA;
    });
}

// preset: 0 ultrafast, 1 fast, 2 medium as OpenCV names them; 3 works on the scale of medium with the patches farther apart, for a
// search that begins near its end. flow holds the starting flow when useInitial is 1, and the result.
PV_EXPORT int pv_dis_flow(const uint8_t* from, const uint8_t* to, int width, int height, int preset, int useInitial, float* flow) {
    return Guard("DIS flow", [&] {
        cv::Mat field = View(flow, width, height, CV_32FC2);
        cv::Mat result;
        if (useInitial) field.copyTo(result);
        const auto search = cv::DISOpticalFlow::create(std::min<int>(preset, cv::DISOpticalFlow::PRESET_MEDIUM));
        if (preset == 3) {
            search->setPatchStride(5);
            search->setGradientDescentIterations(12);
            search->setVariationalRefinementIterations(3);
        }
        search->calc(View(from, width, height, CV_8UC1), View(to, width, height, CV_8UC1), result);
        result.copyTo(field);
        return 1;
    });
}

// Corners by the smaller eigenvalue of the structure tensor, strongest first, x and y each; none weaker than the strongest times
// quality, none nearer to another than minDistance. Returns how many were written.
PV_EXPORT int pv_corners(const uint8_t* gray, int width, int height, int maxCorners, double quality, double minDistance, int blockSize,
                         float* points) {
    return Guard("corners", [&] {
        std::vector<cv::Point2f> found;
        cv::goodFeaturesToTrack(View(gray, width, height, CV_8UC1), found, maxCorners, quality, minDistance, cv::noArray(), blockSize);
        const int count = std::min<int>(static_cast<int>(found.size()), maxCorners);
        if (count > 0) std::memcpy(points, found.data(), sizeof(cv::Point2f) * count);
        return count;
    });
}

// Pyramidal Lucas-Kanade. targets holds where the search starts and where it ends; found is 1 where it ended inside the picture with
// the smaller eigenvalue per pixel above minEigenvalue.
PV_EXPORT int pv_track_points(const uint8_t* from, const uint8_t* to, int width, int height, const float* points, int count, int window,
                              int levels, double minEigenvalue, float* targets, uint8_t* found) {
    return Guard("point tracking", [&] {
        if (count == 0) return 0;
        auto ends = Points(targets, count);
        std::vector<uint8_t> status;
        cv::calcOpticalFlowPyrLK(View(from, width, height, CV_8UC1), View(to, width, height, CV_8UC1), Points(points, count), ends, status,
                                 cv::noArray(), cv::Size(window, window), levels,
                                 cv::TermCriteria(cv::TermCriteria::COUNT + cv::TermCriteria::EPS, 30, 0.005), cv::OPTFLOW_USE_INITIAL_FLOW,
                                 minEigenvalue);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            targets[2 * i] = ends[i].x;
            targets[2 * i + 1] = ends[i].y;
            found[i] = status[i] != 0 && ends[i].x >= 0 && ends[i].y >= 0 && ends[i].x <= width - 1 && ends[i].y <= height - 1;
            kept += found[i];
        }
        return kept;
    });
}

PV_EXPORT int pv_find_fundamental(const float* a, const float* b, int count, double thresholdPixels, double confidence, int maxIterations,
                                  double* fundamental, uint8_t* inliers) {
    return Guard("fundamental matrix", [&] {
        cv::Mat mask;
        cv::Mat f = cv::findFundamentalMat(Points(a, count), Points(b, count), cv::USAC_MAGSAC, thresholdPixels, confidence, maxIterations, mask);
        if (f.rows != 3 || f.cols != 3) return 0;
        CopyMatrix(f, fundamental);
        return CopyMask(mask, count, inliers);
    });
}

PV_EXPORT int pv_find_homography(const float* a, const float* b, int count, double thresholdPixels, double confidence, int maxIterations,
                                 double* homography, uint8_t* inliers) {
    return Guard("homography", [&] {
        cv::Mat mask;
        cv::Mat h = cv::findHomography(Points(a, count), Points(b, count), cv::USAC_MAGSAC, thresholdPixels, mask, maxIterations, confidence);
        if (h.empty()) return 0;
        CopyMatrix(h, homography);
        return CopyMask(mask, count, inliers);
    });
}

// camera: fx, fy, cx, cy. Gives the pose of b from a (rotation row major, unit translation) that has most points in front.
PV_EXPORT int pv_find_relative_pose(const float* a, const float* b, int count, const double* camera, double thresholdPixels, double confidence,
                                    int maxIterations, double* rotation, double* translation, uint8_t* inliers) {
    return Guard("relative pose", [&] {
        const auto pointsA = Points(a, count), pointsB = Points(b, count);
        const cv::Mat k = (cv::Mat_<double>(3, 3) << camera[0], 0, camera[2], 0, camera[1], camera[3], 0, 0, 1);
        cv::UsacParams parameters;
        parameters.threshold = thresholdPixels;
        parameters.confidence = confidence;
        parameters.maxIterations = maxIterations;
        parameters.score = cv::SCORE_METHOD_MAGSAC;
        parameters.loMethod = cv::LOCAL_OPTIM_SIGMA;
        cv::Mat mask;
        cv::Mat e = cv::findEssentialMat(pointsA, pointsB, k, k, cv::noArray(), cv::noArray(), mask, parameters);
        if (e.rows != 3 || e.cols != 3) return 0;
        cv::Mat r, t;
        const int kept = cv::recoverPose(e, pointsA, pointsB, k, r, t, 1e4, mask);
        CopyMatrix(r, rotation);
        CopyMatrix(t, translation);
        CopyMask(mask, count, inliers);
        return kept;
    });
}

// points: x, y, z; pixels: x, y. Pose is axis-angle then translation, camera from world.
PV_EXPORT int pv_solve_pnp(const float* points, const float* pixels, int count, const double* camera, double thresholdPixels, double confidence,
                           int maxIterations, double* pose, uint8_t* inliers) {
    return Guard("PnP", [&] {
        const auto* p = reinterpret_cast<const cv::Point3f*>(points);
        const std::vector<cv::Point3f> objects(p, p + count);
        const cv::Mat k = (cv::Mat_<double>(3, 3) << camera[0], 0, camera[2], 0, camera[1], camera[3], 0, 0, 1);
        cv::Mat r, t;
        std::vector<int> kept;
        const bool found = cv::solvePnPRansac(objects, Points(pixels, count), k, cv::noArray(), r, t, false, maxIterations,
                                              static_cast<float>(thresholdPixels), confidence, kept, cv::SOLVEPNP_AP3P);
        std::memset(inliers, 0, count);
        if (!found) return 0;
        CopyMatrix(r, pose);
        CopyMatrix(t, pose + 3);
        for (int i : kept) inliers[i] = 1;
        return static_cast<int>(kept.size());
    });
}

// poses: V × 6, axis-angle then translation. logFocals: one when focalMode is 0 (fixed) or 1 (shared), V when 2 (per view).
// settings: cx, cy, aspect (fy / fx), loss scale in pixels, prior mean and sigma of log focal, sigma of its change between views.
// fixTranslation keeps every camera at its place; the first pose is held. costs: before, after.
PV_EXPORT int pv_bundle_adjust(int viewCount, int pointCount, int observationCount, double* poses, double* logFocals, int focalMode, double* points,
                               const int* viewOf, const int* pointOf, const double* pixels, const double* settings, int fixTranslation,
                               int maxIterations, double* costs) {
    return Guard("bundle adjustment", [&] {
        ceres::Problem problem;
        auto* loss = new ceres::CauchyLoss(settings[3]);
        for (int i = 0; i < observationCount; i++) {
            const int view = viewOf[i];
            auto* cost = new ceres::AutoDiffCostFunction<PinholeResidual, 2, 6, 1, 3>(
                new PinholeResidual{pixels[2 * i], pixels[2 * i + 1], settings[0], settings[1], settings[2]});
            problem.AddResidualBlock(cost, loss, poses + 6 * view, logFocals + (focalMode == 2 ? view : 0), points + 3 * pointOf[i]);
        }

        const int focalCount = focalMode == 2 ? viewCount : 1;
        for (int i = 0; i < focalCount; i++) {
            if (!problem.HasParameterBlock(logFocals + i)) continue;
            if (focalMode == 0) {
                problem.SetParameterBlockConstant(logFocals + i);
                continue;
            }
            problem.AddResidualBlock(
                new ceres::AutoDiffCostFunction<PriorResidual, 1, 1>(new PriorResidual{settings[4], 1 / settings[5]}), nullptr, logFocals + i);
            if (i > 0 && problem.HasParameterBlock(logFocals + i - 1))
                problem.AddResidualBlock(new ceres::AutoDiffCostFunction<DifferenceResidual, 1, 1, 1>(new DifferenceResidual{1 / settings[6]}),
                                         nullptr, logFocals + i - 1, logFocals + i);
        }

        for (int view = 0; view < viewCount; view++) {
            double* pose = poses + 6 * view;
            if (!problem.HasParameterBlock(pose)) continue;
            if (view == 0)
                problem.SetParameterBlockConstant(pose);
            else if (fixTranslation)
                problem.SetManifold(pose, new ceres::SubsetManifold(6, {3, 4, 5}));
        }

        auto options = SolverOptions(maxIterations);
        auto ordering = std::make_shared<ceres::ParameterBlockOrdering>();
        for (int i = 0; i < pointCount; i++)
            if (problem.HasParameterBlock(points + 3 * i)) ordering->AddElementToGroup(points + 3 * i, 0);
        for (int view = 0; view < viewCount; view++)
            if (problem.HasParameterBlock(poses + 6 * view)) ordering->AddElementToGroup(poses + 6 * view, 1);
        for (int i = 0; i < focalCount; i++)
            if (problem.HasParameterBlock(logFocals + i)) ordering->AddElementToGroup(logFocals + i, 1);
        options.linear_solver_ordering = ordering;
        ceres::Solver::Summary summary;
        ceres::Solve(options, &problem, &summary);
        return Finish("bundle adjustment", summary, costs);
    });
}

// projections: V × 12, row major, in pixels. priorWeights: 12 numbers, inverse sigma of each entry against where it began;
// the first view is held.
PV_EXPORT int pv_projective_adjust(int viewCount, int pointCount, int observationCount, double* projections, double* points, const int* viewOf,
                                   const int* pointOf, const double* pixels, double lossScale, const double* priorWeights, int maxIterations,
                                   double* costs) {
    return Guard("projective bundle adjustment", [&] {
        ceres::Problem problem;
        auto* loss = new ceres::CauchyLoss(lossScale);
        for (int i = 0; i < observationCount; i++)
            problem.AddResidualBlock(new ceres::AutoDiffCostFunction<ProjectiveResidual, 2, 12, 3>(
                                         new ProjectiveResidual{pixels[2 * i], pixels[2 * i + 1]}),
                                     loss, projections + 12 * viewOf[i], points + 3 * pointOf[i]);
        for (int view = 0; view < viewCount; view++) {
            double* p = projections + 12 * view;
            if (!problem.HasParameterBlock(p)) continue;
            if (view == 0) {
                problem.SetParameterBlockConstant(p);
                continue;
            }
            auto* prior = new ProjectivePrior();
            std::copy(p, p + 12, prior->start);
            std::copy(priorWeights, priorWeights + 12, prior->weight);
            problem.AddResidualBlock(new ceres::AutoDiffCostFunction<ProjectivePrior, 12, 12>(prior), nullptr, p);
        }

        auto options = SolverOptions(maxIterations);
        auto ordering = std::make_shared<ceres::ParameterBlockOrdering>();
        for (int i = 0; i < pointCount; i++)
            if (problem.HasParameterBlock(points + 3 * i)) ordering->AddElementToGroup(points + 3 * i, 0);
        for (int view = 0; view < viewCount; view++)
            if (problem.HasParameterBlock(projections + 12 * view)) ordering->AddElementToGroup(projections + 12 * view, 1);
        options.linear_solver_ordering = ordering;
        ceres::Solver::Summary summary;
        ceres::Solve(options, &problem, &summary);
        return Finish("projective bundle adjustment", summary, costs);
    });
}
