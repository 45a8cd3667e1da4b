#include "program/module_options.hpp"

#include <devices/options.hpp>
#include <messages/options.hpp>
#include <relationships/options.hpp>

namespace backbone::program {

ModuleOptions module_options()
{
    ModuleOptions modules;
    modules.add<devices::DevicesOptions>("devices");
    modules.add<messages::MessagesOptions>("messages");
    modules.add<relationships::RelationshipsOptions>("relationships");
    return modules;
}

}  // namespace backbone::program
