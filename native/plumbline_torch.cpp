// The C ABI of libtorch for Plumbline: any ATen operator through the boxed dispatcher, and the few things that are no
// operator (autograd, generators, TorchScript, threads). Every fallible export returns 0 on success and 1 on failure;
// the failure's words wait in plumbline_torch_last_error() of the same thread. Compiles against libtorch 1.13 and 2.x.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/version.h>

#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#define PLUMBLINE_EXPORT extern "C" __attribute__((visibility("default")))

namespace {

// Raised whenever an export or the layout of Value changes; the managed side refuses any other number.
constexpr int32_t kAbiVersion = 2;

enum Tag : int32_t {
    kNone = 0,
    kTensor = 1,        // pointer: TensorImpl*, borrowed as argument, owned as result
    kInteger = 2,       // also dtype, layout and memory format, which are integers in libtorch's schemas
    kNumber = 3,
    kFlag = 4,
    kText = 5,          // pointer: UTF-8, length: bytes
    kIntegers = 6,      // pointer: int64_t[length]
    kNumbers = 7,       // pointer: double[length]
    kFlags = 8,         // pointer: uint8_t[length]
    kTensors = 9,       // pointer: TensorImpl*[length]; null entries only where the schema says Tensor?[]
    kDevice = 10,       // integer: device type, length: index or -1
    kGenerator = 11,    // pointer: GeneratorImpl*
    kDefault = 12,      // the schema's default
};

struct Value {
    int32_t tag;
    int32_t length;
    union {
        int64_t integer;
        double number;
        void* pointer;
    };
};

// Why an argument's declared type matters: an integer given where the schema wants float must be widened here, because the
// boxed kernels assert instead of converting.
enum class Wants : uint8_t { Anything, Number, OptionalTensors };

struct Parameter {
    Wants wants;
    bool hasDefault;
    c10::IValue fallback;
    std::string name;
};

struct Operator {
    c10::OperatorHandle handle;
    std::vector<Parameter> parameters;
};

thread_local std::string lastError;
thread_local std::vector<Value> lastResults;
thread_local std::vector<std::string> lastTexts;

template <class Body> int guarded(Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (const c10::Error& error) {
        lastError = error.what_without_backtrace();
    } catch (const std::exception& error) {
        lastError = error.what();
    } catch (...) {
        lastError = "unknown C++ exception";
    }
    return 1;
}

using TensorPointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

at::Tensor borrow(void* handle) {
    if (handle == nullptr)
        return at::Tensor();
    return at::Tensor(TensorPointer::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}

void* give(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

std::vector<at::Tensor> borrowAll(void* const* handles, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; i++)
        tensors.push_back(borrow(handles[i]));
    return tensors;
}

Wants wantsOf(const c10::TypePtr& type) {
    auto kind = type->kind();
    if (kind == c10::TypeKind::FloatType)
        return Wants::Number;
    if (kind == c10::TypeKind::OptionalType)
        return wantsOf(type->expectRef<c10::OptionalType>().getElementType());
    if (kind == c10::TypeKind::ListType &&
        type->expectRef<c10::ListType>().getElementType()->kind() == c10::TypeKind::OptionalType)
        return Wants::OptionalTensors;
    return Wants::Anything;
}

std::vector<Parameter> parametersOf(const c10::FunctionSchema& schema) {
    std::vector<Parameter> parameters;
    for (const auto& argument : schema.arguments()) {
        auto fallback = argument.default_value();
        parameters.push_back(
            {wantsOf(argument.type()), fallback.has_value(), fallback ? *fallback : c10::IValue(), argument.name()});
    }
    return parameters;
}

// c10::optional became std::optional on the way to 2.x; the list's own element type is right in both.
using OptionalTensor = decltype(std::declval<c10::IValue>().toOptional<at::Tensor>());

c10::IValue tensorsFrom(const Value& value, Wants wants) {
    auto handles = static_cast<void* const*>(value.pointer);
    if (wants != Wants::OptionalTensors)
        return c10::List<at::Tensor>(borrowAll(handles, value.length));
    c10::List<OptionalTensor> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; i++)
        list.push_back(handles[i] == nullptr ? OptionalTensor() : OptionalTensor(borrow(handles[i])));
    return list;
}

c10::IValue valueFrom(const Value& value, const Parameter& parameter) {
    switch (value.tag) {
    case kNone:
        return {};
    case kTensor:
        return borrow(value.pointer);
    case kInteger:
        if (parameter.wants == Wants::Number)
            return static_cast<double>(value.integer);
        return value.integer;
    case kNumber:
        return value.number;
    case kFlag:
        return value.integer != 0;
    case kText:
        return std::string(static_cast<const char*>(value.pointer), value.length);
    case kIntegers:
        return at::IntArrayRef(static_cast<const int64_t*>(value.pointer), value.length);
    case kNumbers:
        return at::ArrayRef<double>(static_cast<const double*>(value.pointer), value.length);
    case kFlags: {
        c10::List<bool> list;
        for (int32_t i = 0; i < value.length; i++)
            list.push_back(static_cast<const uint8_t*>(value.pointer)[i] != 0);
        return list;
    }
    case kTensors:
        return tensorsFrom(value, parameter.wants);
    case kDevice:
        return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.length));
    case kGenerator:
        return at::Generator(
            c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(value.pointer)));
    case kDefault:
        TORCH_CHECK(parameter.hasDefault, "argument '", parameter.name, "' has no default");
        return parameter.fallback;
    default:
        TORCH_CHECK(false, "unknown value tag ", value.tag);
    }
}

void push(const std::vector<Parameter>& parameters, size_t first, const Value* values, int32_t count, torch::jit::Stack& stack) {
    TORCH_CHECK(first + count <= parameters.size(), "expected at most ", parameters.size() - first, " arguments, got ", count);
    for (int32_t i = 0; i < count; i++)
        stack.push_back(valueFrom(values[i], parameters[first + i]));
    for (size_t i = first + count; i < parameters.size(); i++) {
        TORCH_CHECK(parameters[i].hasDefault, "argument '", parameters[i].name, "' is missing and has no default");
        stack.push_back(parameters[i].fallback);
    }
}

void flatten(c10::IValue&& value) {
    if (value.isTensor()) {
        auto tensor = std::move(value).toTensor();
        Value result{tensor.defined() ? kTensor : kNone, 0, {}};
        result.pointer = give(std::move(tensor));
        lastResults.push_back(result);
    } else if (value.isNone()) {
        lastResults.push_back({kNone, 0, {0}});
    } else if (value.isInt()) {
        lastResults.push_back({kInteger, 0, {value.toInt()}});
    } else if (value.isBool()) {
        lastResults.push_back({kFlag, 0, {value.toBool()}});
    } else if (value.isDouble()) {
        Value result{kNumber, 0, {}};
        result.number = value.toDouble();
        lastResults.push_back(result);
    } else if (value.isString()) {
        lastTexts.push_back(value.toStringRef());
        lastResults.push_back({kText, static_cast<int32_t>(lastTexts.size() - 1), {}});
    } else if (value.isList()) {
        for (const c10::IValue& element : value.toListRef())
            flatten(c10::IValue(element));
    } else if (value.isTuple()) {
        for (const c10::IValue& element : value.toTupleRef().elements())
            flatten(c10::IValue(element));
    } else if (value.isGenericDict()) {
        for (const auto& entry : value.toGenericDict()) {
            flatten(c10::IValue(entry.key()));
            flatten(c10::IValue(entry.value()));
        }
    } else {
        TORCH_CHECK(false, "a result of type ", value.tagKind(), " has no counterpart here");
    }
}

void clearResults() {
    for (const auto& value : lastResults)
        if (value.tag == kTensor)
            TensorPointer::reclaim(static_cast<c10::TensorImpl*>(value.pointer));
    lastResults.clear();
    lastTexts.clear();
}

// The common case, one tensor, skips the thread's buffer.
void returnResults(torch::jit::Stack& stack, Value* results, int32_t capacity, int32_t* count) {
    if (stack.size() == 1 && stack[0].isTensor() && capacity > 0) {
        auto tensor = std::move(stack[0]).toTensor();
        *results = {tensor.defined() ? kTensor : kNone, 0, {}};
        results->pointer = give(std::move(tensor));
        *count = 1;
        return;
    }
    clearResults();
    try {
        for (auto& value : stack)
            flatten(std::move(value));
    } catch (...) {
        clearResults();
        throw;
    }
    for (auto& value : lastResults)
        if (value.tag == kText) {
            auto& text = lastTexts[value.length];
            value.length = static_cast<int32_t>(text.size());
            value.pointer = text.data();
        }
    *count = static_cast<int32_t>(lastResults.size());
    if (*count > capacity)
        return;
    std::copy(lastResults.begin(), lastResults.end(), results);
    lastResults.clear();
}

} // namespace

PLUMBLINE_EXPORT int32_t plumbline_torch_abi_version() { return kAbiVersion; }

PLUMBLINE_EXPORT const char* plumbline_torch_version() { return TORCH_VERSION; }

PLUMBLINE_EXPORT const char* plumbline_torch_last_error() { return lastError.c_str(); }

// Build settings, CPU capability and threading of libtorch in its own words; the text lives until the thread's next call.
PLUMBLINE_EXPORT const char* plumbline_torch_description() {
    static thread_local std::string text;
    guarded([] { text = at::show_config() + at::get_parallel_info(); });
    return text.c_str();
}

// A count of 0 only asks.
PLUMBLINE_EXPORT int32_t plumbline_torch_threads(int32_t count) {
    if (count > 0)
        guarded([&] { at::set_num_threads(count); });
    return at::get_num_threads();
}

// The operator lives as long as the process: there are a few hundred names.
PLUMBLINE_EXPORT int32_t plumbline_torch_find(const char* name, const char* overload, void** found) {
    *found = nullptr;
    return guarded([&] {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        if (handle)
            *found = new Operator{*handle, parametersOf(handle->schema())};
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_call(
    const void* op, const Value* values, int32_t valueCount, Value* results, int32_t capacity, int32_t* resultCount) {
    auto found = static_cast<const Operator*>(op);
    return guarded([&] {
        try {
            torch::jit::Stack stack;
            stack.reserve(found->parameters.size());
            push(found->parameters, 0, values, valueCount, stack);
            found->handle.callBoxed(&stack);
            returnResults(stack, results, capacity, resultCount);
        } catch (c10::Error& error) {
            std::ostringstream schema;
            schema << "schema: " << found->handle.schema();
            error.add_context(schema.str());
            throw;
        }
    });
}

// Fetches what did not fit the caller's array in the call or forward before.
PLUMBLINE_EXPORT void plumbline_torch_take_results(Value* results) {
    std::copy(lastResults.begin(), lastResults.end(), results);
    lastResults.clear();
}

PLUMBLINE_EXPORT void plumbline_torch_release_tensor(void* tensor) {
    TensorPointer::reclaim(static_cast<c10::TensorImpl*>(tensor));
}

// A handle of its own to the same tensor, gradient history included.
PLUMBLINE_EXPORT void* plumbline_torch_share_tensor(void* tensor) { return give(borrow(tensor)); }

// facts: dtype, device type, device index, requires grad, is leaf, rank; sizes hold up to sizeCapacity extents.
PLUMBLINE_EXPORT int32_t plumbline_torch_describe(void* handle, int32_t* facts, int64_t* sizes, int32_t sizeCapacity) {
    return guarded([&] {
        auto tensor = borrow(handle);
        TORCH_CHECK(tensor.dim() <= sizeCapacity, "a tensor of rank ", tensor.dim(), " is beyond the ", sizeCapacity, " supported");
        facts[0] = static_cast<int32_t>(tensor.scalar_type());
        facts[1] = static_cast<int32_t>(tensor.device().type());
        facts[2] = tensor.device().index();
        facts[3] = tensor.requires_grad();
        facts[4] = tensor.is_leaf();
        facts[5] = static_cast<int32_t>(tensor.dim());
        for (int64_t i = 0; i < tensor.dim(); i++)
            sizes[i] = tensor.size(i);
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_copy_in(
    const void* bytes, int64_t byteCount, const int64_t* sizes, int32_t rank, int32_t dtype, int32_t deviceType,
    int32_t deviceIndex, void** tensor) {
    *tensor = nullptr;
    return guarded([&] {
        at::NoGradGuard noGrad;
        auto host = at::empty(at::IntArrayRef(sizes, rank), at::TensorOptions(static_cast<at::ScalarType>(dtype)));
        TORCH_CHECK(static_cast<int64_t>(host.nbytes()) == byteCount, "expected ", host.nbytes(), " bytes, got ", byteCount);
        if (byteCount > 0)
            std::memcpy(host.data_ptr(), bytes, byteCount);
        c10::Device device(static_cast<c10::DeviceType>(deviceType), static_cast<c10::DeviceIndex>(deviceIndex));
        *tensor = give(device.is_cpu() ? host : host.to(device));
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_copy_out(void* handle, void* bytes, int64_t byteCount) {
    return guarded([&] {
        at::NoGradGuard noGrad;
        auto host = borrow(handle).detach().to(at::kCPU).contiguous();
        TORCH_CHECK(static_cast<int64_t>(host.nbytes()) == byteCount, "expected room for ", host.nbytes(), " bytes, got ", byteCount);
        if (byteCount > 0)
            std::memcpy(bytes, host.data_ptr(), byteCount);
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_set_grad_mode(int32_t enabled) {
    bool before = c10::GradMode::is_enabled();
    c10::GradMode::set_enabled(enabled != 0);
    return before;
}

PLUMBLINE_EXPORT int32_t plumbline_torch_backward(
    void* const* outputs, void* const* outputGradients, int32_t outputCount, int32_t keepGraph, int32_t createGraph) {
    return guarded([&] {
        torch::autograd::backward(
            borrowAll(outputs, outputCount), borrowAll(outputGradients, outputCount), keepGraph != 0, createGraph != 0);
    });
}

// gradients[i] is null where outputs do not depend on inputs[i].
PLUMBLINE_EXPORT int32_t plumbline_torch_gradients(
    void* const* outputs, void* const* outputGradients, int32_t outputCount, void* const* inputs, int32_t inputCount,
    int32_t keepGraph, int32_t createGraph, void** gradients) {
    return guarded([&] {
        auto found = torch::autograd::grad(
            borrowAll(outputs, outputCount), borrowAll(inputs, inputCount), borrowAll(outputGradients, outputCount),
            keepGraph != 0, createGraph != 0, true);
        for (int32_t i = 0; i < inputCount; i++)
            gradients[i] = give(found[i]);
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_get_gradient(void* handle, void** gradient) {
    return guarded([&] { *gradient = give(borrow(handle).mutable_grad()); });
}

// A null gradient clears it.
PLUMBLINE_EXPORT int32_t plumbline_torch_set_gradient(void* handle, void* gradient) {
    return guarded([&] { borrow(handle).mutable_grad() = borrow(gradient); });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_new_generator(
    int32_t deviceType, int32_t deviceIndex, uint64_t seed, void** generator) {
    *generator = nullptr;
    return guarded([&] {
        c10::Device device(static_cast<c10::DeviceType>(deviceType), static_cast<c10::DeviceIndex>(deviceIndex));
        auto fresh = at::globalContext().defaultGenerator(device).clone();
        fresh.set_current_seed(seed);
        *generator = fresh.unsafeReleaseGeneratorImpl();
    });
}

PLUMBLINE_EXPORT void plumbline_torch_release_generator(void* generator) {
    c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(static_cast<c10::GeneratorImpl*>(generator));
}

PLUMBLINE_EXPORT int32_t plumbline_torch_load_script(const char* path, int32_t deviceType, int32_t deviceIndex, void** script) {
    *script = nullptr;
    return guarded([&] {
        c10::Device device(static_cast<c10::DeviceType>(deviceType), static_cast<c10::DeviceIndex>(deviceIndex));
        auto module = std::make_unique<torch::jit::Module>(torch::jit::load(path, device));
        module->eval();
        *script = module.release();
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_call_script(
    void* script, const char* method, const Value* values, int32_t valueCount, Value* results, int32_t capacity,
    int32_t* resultCount) {
    return guarded([&] {
        auto found = static_cast<torch::jit::Module*>(script)->get_method(method);
        auto& schema = found.function().getSchema();
        torch::jit::Stack stack;
        push(parametersOf(schema), 1, values, valueCount, stack);
        auto result = found(std::move(stack));
        torch::jit::Stack returned{std::move(result)};
        returnResults(returned, results, capacity, resultCount);
    });
}

PLUMBLINE_EXPORT void plumbline_torch_release_script(void* script) { delete static_cast<torch::jit::Module*>(script); }
