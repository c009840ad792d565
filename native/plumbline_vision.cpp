// The C ABI of OpenCV and Ceres for Plumbline: one export per idea, no algorithm of ours. Bundle adjustment is in
// plumbline_bundle.cpp.
// Pictures are dense row-major buffers; points are interleaved x, y; every function returns a count or 1 on success and
// a negative number on failure, after which pv_last_error says why. All results are deterministic: the robust
// estimators keep their fixed seeds and the solvers run on one thread, so callers parallelise over frames and pairs.

#include "plumbline_vision.h"

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

namespace {

constexpr int kAbiVersion = 4;

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

}  // namespace

thread_local std::string lastError;

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
