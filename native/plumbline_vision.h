// What both sources of plumbline_vision share: the export mark, the last error of a thread, and the wall for exceptions.
#pragma once

#include <opencv2/core.hpp>

#include <string>

#define PV_EXPORT extern "C" __attribute__((visibility("default")))

// The words of the failure before, on this thread.
extern thread_local std::string lastError;

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
