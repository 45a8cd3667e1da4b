#pragma once

#include <any>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <backbone/options.hpp>

namespace backbone {

/// The options of all modules, each below its module's name. The composition root adds the types, so that the kernel
/// need not know them.
class ModuleOptions
{
  public:
    /// `T` has a `describe(OptionSection&, T&)`; a value-initialised one has the defaults.
    template <class T>
    void add(std::string module)
    {
        parts_.push_back({std::move(module), T{}, [](OptionSection& options, std::any& values) {
                              describe(options, std::any_cast<T&>(values));
                          }});
    }

    /// Throws std::logic_error when this type was never added.
    template <class T>
    const T& get() const
    {
        for (const Part& part : parts_) {
            if (const T* values = std::any_cast<T>(&part.values)) return *values;
        }
        throw std::logic_error("these module options were never added");
    }
    template <class T>
    T& get()
    {
        return const_cast<T&>(std::as_const(*this).get<T>());
    }

    friend void describe(OptionSection& options, ModuleOptions& modules);

  private:
    struct Part
    {
        std::string module;
        std::any values;
        std::function<void(OptionSection&, std::any&)> describe_values;
    };

    std::vector<Part> parts_;
};

}  // namespace backbone
