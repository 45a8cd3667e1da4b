#include "program/module_options.hpp"

#include <devices/options.hpp>
#include <messages/options.hpp>

namespace backbone::program {

ModuleOptions module_options()
{
    ModuleOptions modules;
    modules.add<devices::DevicesOptions>("devices");
    modules.add<messages::MessagesOptions>("messages");
    return modules;
}

}  // namespace backbone::program
