// What both sources of plumbline_torch share: the export mark, the last error of a thread, and borrowed tensors.
#pragma once

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include <string>

#define PLUMBLINE_EXPORT extern "C" __attribute__((visibility("default")))

namespace plumbline {

using TensorPointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

// The words of the failure before, on this thread.
std::string& lastError();

// Runs an export's body; what it throws becomes status 1 and the thread's last error.
template <class Body> int guarded(Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (const c10::Error& error) {
        lastError() = error.what_without_backtrace();
    } catch (const std::exception& error) {
        lastError() = error.what();
    } catch (...) {
        lastError() = "unknown C++ exception";
    }
    return 1;
}

inline at::Tensor borrow(void* handle) {
    return handle == nullptr ? at::Tensor() : at::Tensor(TensorPointer::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}
} // namespace plumbline
